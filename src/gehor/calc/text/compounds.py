"""Of what words a Swedish compound is put together: “skolvägar” is “skola” and “väg”.

Read `Splitter` first. There is no dictionary behind it: a word is taken apart where both sides are words that are
known, from the texts that are searched and from a short list of what municipalities speak of. What is not known stays
whole, so that a search finds too little rather than anything.
"""

from collections.abc import Callable, Container
from functools import lru_cache

from .likeness import stem

PART_LEAST = 3
WHOLE_LEAST = 6
AGAIN_LEAST = 4  # letters left by a second ending: “förening” is not to become “för”
_REMEMBERED = 20_000

# Beginnings that are no words of their own in a compound, and endings that make a word of another sort
_NOT_FIRST = frozenset(
    """för med mot per till upp ner ned från fram inn ute ver mis van oin sam gen åter över under utan efter inte den
    det ett kan var vår bort kvar ans anv inf kom lig föra""".split()
)
_NOT_LAST = frozenset(
    """ning ing het skap bar lig sam dom else ande ende are are inna isk ion tion ism ist tet itet era nad ell iell mäss
    full lös fri vis fald fär för art sta den det ten ter der ser ner rar""".split()
)

# What stands between two parts, and the vowel that the first part changes its last one for: gatu-, kyrko-, barne-
_LINKS = ("", "s", "u", "o", "e", "a")

# Words, as they stand in a dictionary, that a library on dialogue may lack alone though it has them in compounds
_WORDS = """
allmän anställd ansvar arbete avfall avgift avlopp bad badhus bana bank barn behov belysning beslut besök bibliotek
bidrag bil bild bo bok bostad brand bro brott bruk budget buller buss butik by bygd bygge båt bänk centrum chef cykel
dag damm data dator dialog diskussion distrikt djur dom driv elev energi enkät expert fabrik familj fara fastighet
film fisk flykting fokus folk forum framtid fritid frukt fråga fullmäktige fågel fält färja föda förening företag
förskola förslag förtroende förvaltning förälder gata grupp gräns grön gym gymnasium gång gård gåva gäst hall hamn
handel handikapp handling hantering hav hem hund hus hyra hälsa häst idrott idé industri information inriktning
integration intervju intresse invånare is jakt jobb jord jury kaj kamera kampanj kanal karta klass klimat kock kod
kollektiv kommun konflikt konst kontakt kontor kontroll kort kost kostnad kraft krav krets kris kultur kund kurs kust
kvalitet kvarter kväll kyrka källa kö kök köp lag land led ledare ledning lek lekplats linje liv ljud ljus logga
lokal lott luft lunch läge läkare län lärare läsare lön mark marknad mat material medborgare medlem metod miljö minne
minoritet modell motor mottagning museum musik myndighet mål mätning möte namn natt natur nivå nyckel nytta nämnd
näring nät nätverk område omröstning omsorg opinion ord organisation ort panel park parkering part parti pass pendel
peng pension pensionär person plan planering plank plats polis politik post prat pris process produkt program projekt
promenad prov punkt påverkan rapport rast regel region rening resa resultat resurs riksdag rikt risk roll rum rå råd
rätt röra rörelse röst saga sak salt samhälle samråd samtal satsning sekreterare service sida sim simma sjuk sjukhus
sjukvård sjö skatt sko skog skola skrift skydd skylt skötsel slott snö social sommar sopor spel sport språk spår stad
stat station statistik stig stol strand strategi struktur ström stuga styrelse stöd svar syfte syn system säkerhet
sökning tak tal tavla teater teknik telefon tema text tid tidning tillgång timme tjänst torg trafik trappa trygg
trygghet trä träd trädgård träff tunnel tur tåg tätort tävling undersökning ungdom universitet uppdrag urval
utbildning utskott utveckling val vandring vatten vecka verk verksamhet verkstad verktyg video vind vinst vinter
visning vård väg vägg välfärd vän värd värld värme väst webb yrke yta åk år återvinning åtgärd ägare äldre ämne
ärende ö öga öl öppen öst
"""


@lru_cache(_REMEMBERED)
def root(word: str) -> str:
    """What is left of a word when two endings have been taken off, where enough is left: its stem, or less.

    >>> [root(word) for word in ("budget", "budgeten", "budgetens", "planering", "planera")]
    ['budg', 'budg', 'budg', 'plan', 'plan']
    """
    left = stem(word)
    again = stem(left)
    return again if len(again) >= AGAIN_LEAST else left


WORDS = frozenset(root(word) for word in _WORDS.split())


class Splitter:
    """Takes words apart. knows: which roots are words in the texts that are searched."""

    def __init__(self, knows: Container[str] = frozenset()) -> None:
        self._knows = knows
        self._split: Callable[[str], tuple[str, ...]] = lru_cache(_REMEMBERED)(self._taken_apart)

    def parts(self, word: str) -> tuple[str, ...]:
        """The roots of the parts of a word of a search key, and of compounds within it; nothing for a simple word.

        >>> Splitter().parts("skolvägarna"), Splitter().parts("cykelbanenät"), Splitter().parts("kommunal")
        (('skol', 'väg'), ('cykl', 'banenät', 'ban', 'nät'), ())
        """
        return self._split(word)

    def _taken_apart(self, word: str) -> tuple[str, ...]:
        if len(word) < WHOLE_LEAST:
            return ()
        # Of several ways the one whose halves are most even: “barn·omsorg” before “barno·msorg”
        for at in sorted(range(PART_LEAST, len(word) - PART_LEAST + 1), key=lambda at: (abs(2 * at - len(word)), at)):
            if (first := self._first(word[:at])) and (last := self._last(word[at:])):
                return tuple(dict.fromkeys([*first, *last]))
        return ()

    def _first(self, half: str) -> tuple[str, ...]:
        """The roots of what a compound can begin with; nothing where it cannot."""
        for link in _LINKS:
            bare = half[: len(half) - len(link)]
            may_begin = half.endswith(link) and len(bare) >= PART_LEAST and bare not in _NOT_FIRST
            if may_begin and (found := self._word(bare)):
                return found
        return ()

    def _last(self, half: str) -> tuple[str, ...]:
        return () if half in _NOT_LAST or root(half) in _NOT_LAST else self._word(half)

    def _word(self, half: str) -> tuple[str, ...]:
        """The root of a word, and of its parts where it is a compound itself; nothing where it is no word."""
        found, within = root(half), self._split(half)
        is_known = len(found) >= PART_LEAST - 1 and (found in WORDS or found in self._knows)
        return (found, *within) if is_known or within else ()
