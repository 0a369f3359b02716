"""Words of the fixed lists that describe a covenant: themes, risk sectors, SDGs, and states of a track."""

from tracker.locale import N_

THEMES = {
    "child_labour": N_("Kinderarbeid"),
    "forced_labour": N_("Dwangarbeid"),
    "living_wage": N_("Leefbaar loon"),
    "freedom_of_association": N_("Vakbondsvrijheid"),
    "discrimination_gender": N_("Discriminatie en gender"),
    "safety_health": N_("Veiligheid en gezondheid"),
    "animal_welfare": N_("Dierenwelzijn"),
    "environment": N_("Milieu"),
    "climate": N_("Klimaat"),
    "biodiversity": N_("Biodiversiteit"),
    "water_chemicals": N_("Water en chemicaliën"),
    "land_rights": N_("Landrechten"),
    "raw_materials": N_("Grondstoffen"),
    "corruption": N_("Corruptie"),
    "conflict": N_("Conflictgebieden"),
    "human_rights_general": N_("Mensenrechten in het algemeen"),
    "transparency": N_("Transparantie"),
    "remedy": N_("Herstel en verhaal"),
}

RISK_SECTORS = {
    "bouw": N_("Bouw"),
    "chemie": N_("Chemie"),
    "detailhandel": N_("Detailhandel"),
    "elektronica": N_("Elektronica"),
    "energie": N_("Energie"),
    "financiele-sector": N_("Financiële sector"),
    "groothandel": N_("Groothandel"),
    "hout-papier": N_("Hout en papier"),
    "land-tuinbouw": N_("Land- en tuinbouw"),
    "metaal": N_("Metaal"),
    "olie-gas": N_("Olie en gas"),
    "textiel-kleding": N_("Textiel en kleding"),
    "voedingsmiddelen": N_("Voedingsmiddelen"),
}
"""The thirteen sectors of the sector risk analysis of 2014."""

SDGS = {
    1: N_("Geen armoede"),
    2: N_("Geen honger"),
    3: N_("Goede gezondheid en welzijn"),
    4: N_("Kwaliteitsonderwijs"),
    5: N_("Gendergelijkheid"),
    6: N_("Schoon water en sanitair"),
    7: N_("Betaalbare en duurzame energie"),
    8: N_("Waardig werk en economische groei"),
    9: N_("Industrie, innovatie en infrastructuur"),
    10: N_("Ongelijkheid verminderen"),
    11: N_("Duurzame steden en gemeenschappen"),
    12: N_("Verantwoorde consumptie en productie"),
    13: N_("Klimaatactie"),
    14: N_("Leven in het water"),
    15: N_("Leven op het land"),
    16: N_("Vrede, justitie en sterke publieke diensten"),
    17: N_("Partnerschap om doelstellingen te bereiken"),
}

STATES = {
    "active": N_("Lopend"),
    "paused": N_("Gepauzeerd"),
    "stopped": N_("Gestopt"),
    "ended": N_("Geëindigd"),
    "succeeded": N_("Opgevolgd"),
    "unconfirmed": N_("Niet bevestigd"),
    "explored": N_("Alleen verkend"),
}
"""The state of a track as lists tell it; each track is in exactly one, so counts add up."""

ORIGINS = {
    "openbaar": N_("Openbare feiten"),
    "hier": N_("Hier gestart"),
    "fictief": N_("Fictief"),
}
"""Where what we know of a track comes from."""
