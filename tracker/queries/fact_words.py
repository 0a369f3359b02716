"""Dutch message ids for what the imported facts say in codes: dates, units, owners, statuses, topics."""

from collections.abc import Mapping

from tracker.locale import N_

DATES: Mapping[str, str] = {
    "initiative_start": N_("Start van het initiatief"),
    "declaration_of_intent": N_("Intentieverklaring"),
    "negotiation_start": N_("Start van de onderhandeling"),
    "negotiation_breakdown": N_("Breuk in de onderhandeling"),
    "impasse": N_("Impasse"),
    "agreement_in_principle": N_("Principeakkoord"),
    "intended_signing": N_("Beoogde ondertekening"),
    "signing": N_("Ondertekening"),
    "entry_into_force": N_("Inwerkingtreding"),
    "implementation_kickoff": N_("Startbijeenkomst van de uitvoering"),
    "term_start": N_("Begin van de looptijd"),
    "midterm_evaluation": N_("Tussenevaluatie"),
    "term_end": N_("Einde van de looptijd"),
    "final_evaluation": N_("Eindevaluatie"),
    "second_term_start": N_("Begin van de tweede termijn"),
    "stopped": N_("Gestopt"),
}
"""Dates by name, in the order in which they usually fall."""

EXPECTED = (
    "initiative_start",
    "negotiation_start",
    "signing",
    "entry_into_force",
    "term_start",
    "term_end",
    "final_evaluation",
)
"""Dates every covenant has or will have: where one is missing, the page says so."""

PHASES: Mapping[str, str] = {
    "initiative": N_("Initiatief"),
    "negotiation": N_("Onderhandeling"),
    "signed": N_("Ondertekening"),
    "implementation": N_("Uitvoering"),
    "ended": N_("Afgelopen"),
    "terminated_early": N_("Voortijdig beëindigd"),
    "renewed": N_("Opgevolgd"),
    "stopped_before_signing": N_("Gestopt"),
    "exploratory_only": N_("Verkenning"),
}
MAJOR = frozenset({"signed", "ended", "terminated_early", "renewed", "stopped_before_signing"})

STATUSES: Mapping[str, tuple[str, str, str]] = {
    "achieved": ("ok", "check", N_("behaald")),
    "partly_achieved": ("wait", "half", N_("deels behaald")),
    "not_achieved": ("warn", "tri", N_("niet behaald")),
    "in_progress": ("wait", "up", N_("loopt")),
    "discontinued": ("busy", "flag", N_("gestaakt")),
    "unknown": ("busy", "dash", N_("niet bekend")),
}
"""Status of a commitment: hue, shape, word."""

CONFIDENCE: Mapping[str, str] = {
    "high": N_("volgt uit een gelezen bron"),
    "medium": N_("afgeleid uit een bron"),
    "low": N_("onzeker: bronnen spreken elkaar tegen of ontbreken"),
}

UNITS: Mapping[str, str] = {
    "percent_turnover": N_("%(num)s %% van de omzet"),
    "percent_companies": N_("%(num)s %% van de bedrijven"),
    "percent_banks": N_("%(num)s %% van de banken"),
    "percent_insurers": N_("%(num)s %% van de verzekeraars"),
    "percent_funds": N_("%(num)s %% van de fondsen"),
    "percent_factories": N_("%(num)s %% van de fabrieken"),
    "percent_quarries": N_("%(num)s %% van de groeves"),
    "percent_importers": N_("%(num)s %% van de importeurs"),
    "percent_score": N_("score van %(num)s %%"),
    "percent_weight": N_("%(num)s %% van het gewicht"),
    "percent_softwood": N_("%(num)s %% van het naaldhout"),
    "actions": N_("%(num)s acties"),
    "cases": N_("%(num)s casussen"),
    "chain_studies": N_("%(num)s ketenstudies"),
    "code": N_("%(num)s gedragscode"),
    "companies_monitored": N_("%(num)s gevolgde bedrijven"),
    "farmers": N_("%(num)s boeren"),
    "list_per_year": N_("%(num)s lijst per jaar"),
    "locations": N_("%(num)s locaties"),
    "project": N_("%(num)s project"),
    "refiners": N_("%(num)s raffinaderijen"),
    "signatories": N_("%(num)s ondertekenaars"),
    "tool": N_("%(num)s instrument"),
    "toolbox": N_("%(num)s gereedschapskist"),
}
PERCENT = N_("%(num)s %%")

COUNTED: Mapping[str, str] = {
    "companies": N_("bedrijven"),
    "Dutch companies": N_("Nederlandse bedrijven"),
    "brands": N_("merken"),
    "banks": N_("banken"),
    "insurers": N_("verzekeraars"),
    "pension funds": N_("pensioenfondsen"),
    "parties": N_("partijen"),
    "all parties": N_("alle partijen samen"),
    "companies that filled in the monitoring tool": N_("bedrijven die het monitorinstrument invulden"),
    "members that signed the FGZ/NGG code of conduct": N_("leden die de gedragscode tekenden"),
}

OWNERS: Mapping[str, str] = {
    "Adhering banks": N_("Aangesloten banken"),
    "Adhering companies": N_("Aangesloten bedrijven"),
    "Adhering companies / SER secretariat": N_("Aangesloten bedrijven en secretariaat"),
    "All parties": N_("Alle partijen"),
    "All parties / SER secretariat": N_("Alle partijen en secretariaat"),
    "CBL with supermarkets": N_("CBL met supermarkten"),
    "Companies and associations": N_("Bedrijven en brancheorganisaties"),
    "Companies with partners": N_("Bedrijven met partners"),
    "Companies with unions and NGOs": N_("Bedrijven met vakbonden en ngo’s"),
    "Companies, unions and NGOs": N_("Bedrijven, vakbonden en ngo’s"),
    "Contracting authorities": N_("Aanbestedende diensten"),
    "Energy companies": N_("Energiebedrijven"),
    "Funds in the deep track with partners": N_("Fondsen in het Diep Spoor met partners"),
    "Government": N_("Overheid"),
    "Importing companies": N_("Importerende bedrijven"),
    "Insurers": N_("Verzekeraars"),
    "LTO and partners": N_("LTO en partners"),
    "Parties with companies": N_("Partijen met bedrijven"),
    "Signatory companies": N_("Ondertekenende bedrijven"),
    "Signing pension funds": N_("Ondertekenende pensioenfondsen"),
    "Task group ASM gold": N_("Taakgroep kleinschalig gewonnen goud"),
    "Task group outreach to refiners": N_("Taakgroep contact met raffinaderijen"),
    "UNICEF, Stop Kinderarbeid, Arisa and companies": N_("UNICEF, Stop Kinderarbeid, Arisa en bedrijven"),
    "VVNH and trade chain": N_("VVNH en handelsketen"),
    "Working group IMVO risks": N_("Werkgroep IMVO-risico’s"),
    "Working group business case": N_("Werkgroep businesscase"),
    "Working group due diligence support": N_("Werkgroep ondersteuning due diligence"),
    "Working group joint priorities": N_("Werkgroep gezamenlijke prioriteiten"),
    "Working group market demand": N_("Werkgroep marktvraag"),
    "Working group matrix": N_("Werkgroep matrix"),
    "Working group outreach": N_("Werkgroep outreach"),
    "Working group secondary materials": N_("Werkgroep secundaire materialen"),
    "Working group themes": N_("Werkgroep thema’s"),
    "Working group trade chain": N_("Werkgroep handelsketen"),
    "Working group value chains": N_("Werkgroep waardeketens"),
    "Working group wide track / Pensioenfederatie": N_("Werkgroep Breed Spoor en Pensioenfederatie"),
}
"""Owners the file names in English; the names of organisations stay as they are."""

DEADLINES: Mapping[str, str] = {
    "yearly": N_("elk jaar"),
    "third year after signing": N_("derde jaar na ondertekening"),
}

TOPICS: Mapping[str, str] = {
    "facilitator": N_("Begeleiding"),
    "scope": N_("Reikwijdte"),
    "chain": N_("Ketens"),
    "governance": N_("Organen"),
    "chair": N_("Voorzitter"),
    "disputes": N_("Klachten en geschillen"),
    "funding": N_("Financiering"),
    "cadence": N_("Rapportage"),
    "reporting": N_("Toelichting op de rapportage"),
    "finding": N_("Bevindingen van de evaluatie"),
    "parties": N_("Over de partijenlijst"),
    "supporter": N_("Steunbetuigers"),
    "company": N_("Genoemde bedrijven"),
    "company_unverified": N_("Mogelijk aangesloten, niet bevestigd"),
    "company_left": N_("Vertrokken bedrijven"),
    "companies": N_("Over de bedrijven"),
    "companies_unverified": N_("Over de niet bevestigde bedrijven"),
    "companies_left": N_("Over de vertrokken bedrijven"),
    "countries": N_("Over de landen"),
    "predecessor": N_("Voorganger"),
    "successor": N_("Opvolger"),
    "renewal": N_("Vervolg"),
}
"""Topics of remarks in the order of the page; a gap is shown beside the sources."""
LISTED = frozenset({"cadence", "supporter", "company", "company_unverified", "company_left"})
"""Topics whose remarks are names."""
