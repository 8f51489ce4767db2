"""Articles that the tests of the verbs use."""

FIRST = """Klastera ziņas
12/05/2021
Autors: Redakcija

Šodien Rīgā sākās konference. Tajā piedalās 120 uzņēmumi.

Projekta mērķi:

  • sadarbības veicināšana;
  • jaunas vērtību ķēdes izveide.

Konference beigsies piektdien.
"""

CHANGED = FIRST.replace("120 uzņēmumi", "135 uzņēmumi").replace(
    "Konference beigsies piektdien.\n", "Ieeja ir brīva.\n"
)
LANG = "en-GB"
