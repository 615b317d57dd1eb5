// What axe has against this page. `good`: the keys of all that it had nothing against before, eleven characters each.
//
// Pages are made of the same parts. A part is known by its place (the elements around it), its shape (elements,
// classes, states; not words or numbers) and what it is shown in (style sheets, width, colours). What is known is left
// out: axe still reads the whole page, for names and labels, and says nothing of that part. Answers [findings, keys].
//
// Contrast is half of axe's work, since it asks for the place of everything there is. It is looked at where words stand
// in a colour, size and weight on a ground as none stood before.
async ({good, everything, options}) => {
  const ONLY_IF_EMPTY = new Set(
    "action alt aria-label content datetime href placeholder poster src srcset title value".split(" "))
  const known = new Set(good.match(/.{11}/g))
  const fresh = new Set()
  const shapes = new Map()
  const parts = []

  // cyrb53: 53 bits are enough to tell a hundred thousand parts apart
  const hash = (text) => {
    let a = 0xdeadbeef, b = 0x41c6ce57
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      a = Math.imul(a ^ code, 2654435761)
      b = Math.imul(b ^ code, 1597334677)
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
    return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36).padStart(11, "0")
  }

  const attribute = ({name, value}) =>
    name + (ONLY_IF_EMPTY.has(name) ? (value.trim() ? "" : "=") : "=" + value.replace(/\d+/g, "#"))
  const states = (element) => [":checked", ":disabled", ":focus"].filter((state) => element.matches(state))
  const own = (element) => [element.localName, ...[...element.attributes].map(attribute), ...states(element)].join(" ")

  const shape = (element) => {
    const inner = [...element.childNodes].map((node) =>
      node.nodeType === Node.ELEMENT_NODE ? shape(node) : node.nodeType === Node.TEXT_NODE && node.data.trim() ? "." : "")
    const found = [own(element), hash(own(element) + ">" + inner.join(""))]
    shapes.set(element, found)
    return found[1]
  }

  const leaveOutKnown = (element, place) => {
    const [self, whole] = shapes.get(element)
    const key = hash(place + whole)
    if (known.has(key) || fresh.has(key)) return void parts.push(element)
    fresh.add(key)
    for (const child of element.children) leaveOutKnown(child, hash(place + self))
  }

  const isClear = (colour) => colour === "transparent" || /[,/] ?0\)$/.test(colour)
  const groundOf = ({backgroundColor, backgroundImage, opacity}, below) => {
    const isWhole = opacity === "1" && backgroundImage === "none"
    if (isWhole && isClear(backgroundColor)) return below
    const own = [backgroundColor, backgroundImage, opacity].join(" ")
    return isWhole && backgroundColor.startsWith("rgb(") ? own : below + own
  }
  const hasWords = (element) => element.matches("input, select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
  const showsNewColours = (element, below) => {
    const style = getComputedStyle(element)
    const ground = groundOf(style, below)
    const key = hash(["words", ground, style.color, style.fill, style.fontSize, style.fontWeight].join(" "))
    const isNew = hasWords(element) && !known.has(key) && !fresh.has(key)
    if (isNew) fresh.add(key)
    return [...element.children].map((child) => showsNewColours(child, ground)).includes(true) || isNew
  }

  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")].map((sheet) => sheet.getAttribute("href"))
  const shown = ["(prefers-color-scheme: dark)", "(scripting: none)", "(forced-colors: active)"].map(
    (query) => matchMedia(query).matches)
  shape(document.documentElement)
  leaveOutKnown(document.documentElement, hash([innerWidth, ...shown, ...sheets].join(" ")))
  if (parts.includes(document.documentElement)) return [[], ""]
  const rules = {"color-contrast": {enabled: everything || showsNewColours(document.documentElement, "")}}
  const {violations} = await axe.run({include: [document], exclude: parts}, {...options, rules})
  return [violations, violations.length ? "" : [...fresh].join("")]
}
