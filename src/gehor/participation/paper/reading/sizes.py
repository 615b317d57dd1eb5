"""What form.typ prints on every page that is answered on, in millimetres from the page's top left corner."""

WIDTH, HEIGHT = 210.0, 297.0
CORNER = 5.0  # the side of the black squares
CORNERS = ((10.5, 10.5), (199.5, 10.5), (10.5, 286.5), (199.5, 286.5))  # their middles
QR = ((164.0, 9.0), (188.0, 9.0), (188.0, 33.0), (164.0, 33.0))  # clockwise from its own top left
SCALE = 6  # picture points for each millimetre of a straightened page, some 150 to the inch
