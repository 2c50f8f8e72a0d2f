"""The packaged countries: complete, consistent, and in the order each reader expects."""

from collections import Counter
from datetime import date
from importlib import resources

import pytest

from eventsite.core import zones
from eventsite.reference import collation, countries, packaged

REGION_TOTALS = {"AFR": 44, "AMS": 35, "ARB": 21, "ASP": 39, "CIS": 9, "EUR": 46}
#: Member States with several zones, and the zone whose clock hangs in the capital.
SEVERAL_ZONES = {
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago",
    "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "EC": "America/Guayaquil",
    "ES": "Europe/Madrid", "FM": "Pacific/Pohnpei", "ID": "Asia/Jakarta", "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty", "MH": "Pacific/Majuro", "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland",
    "PG": "Pacific/Port_Moresby", "PT": "Europe/Lisbon", "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv", "US": "America/New_York", "UZ": "Asia/Tashkent",
}  # fmt: skip
WITHOUT_REGION = {"AQ", "BV", "EH", "GS", "HM", "IO", "TF"}


def test_all_countries_of_iso_3166_are_there_once():
    assert len(countries.COUNTRIES) == 249
    assert len({found.alpha3 for found in countries.COUNTRIES.values()}) == 249
    assert len({found.m49 for found in countries.COUNTRIES.values()}) == 249
    assert {len(found.m49) for found in countries.COUNTRIES.values()} == {3}


def test_the_union_has_194_member_states_in_six_regions():
    members = countries.member_states()
    assert len(members) == 194
    assert Counter(found.region for found in members) == REGION_TOTALS
    assert set(countries.REGIONS) == set(REGION_TOTALS)


def test_united_nations_members_are_the_member_states_without_the_holy_see():
    un = {row["alpha2"] for row in packaged.rows("countries") if row["un_member"] == "yes"}
    assert {found.code for found in countries.member_states()} - un == {"VA"}
    assert len(un) == 193


@pytest.mark.parametrize(("day", "count"), [(date(2024, 9, 18), 193), (date(2024, 9, 19), 194)])
def test_palau_is_the_194th_member_state_from_its_first_day(day, count):
    assert len(countries.member_states(day)) == count


def test_seven_areas_belong_to_no_region():
    assert {c for c in countries.COUNTRIES if countries.region_of(c) is None} == WITHOUT_REGION


@pytest.mark.parametrize(
    ("code", "region"),
    [("MR", "ARB"), ("SD", "ARB"), ("SS", "AFR"), ("IL", "EUR"), ("TR", "EUR"), ("GE", "EUR"),
     ("AM", "CIS"), ("MN", "ASP"), ("IR", "ASP"), ("PS", "ARB")],
)  # fmt: skip
def test_regions_that_are_easily_mistaken(code, region):
    assert countries.region_of(code) == region


def test_every_capital_zone_is_known_to_the_pinned_tzdata():
    wrong = [
        found.code
        for found in countries.COUNTRIES.values()
        if found.capital_zone is not None and not zones.known(found.capital_zone)
    ]
    assert wrong == []
    zoneless = {c for c, found in countries.COUNTRIES.items() if found.capital_zone is None}
    assert zoneless & {found.code for found in countries.member_states()} == set()


def test_every_capital_zone_lies_in_its_country():
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    cells = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    there = {(code, zone) for code, _, zone, *_ in cells}
    listed = {
        (found.code, found.capital_zone)
        for found in countries.COUNTRIES.values()
        if found.capital_zone is not None
    }
    assert listed - there == set()


def test_countries_with_several_zones_are_reviewed_one_by_one():
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    cells = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    count = Counter(code for code, *_ in cells)
    several = {
        found.code: found.capital_zone
        for found in countries.member_states()
        if count[found.code] > 1
    }
    assert several == SEVERAL_ZONES


def test_every_member_state_has_a_capital_but_where_naming_one_is_disputed():
    assert {found.code for found in countries.member_states() if not found.capital} == {"IL"}


@pytest.mark.parametrize(
    ("code", "zone"),
    [("US", "America/New_York"), ("BR", "America/Sao_Paulo"), ("AU", "Australia/Sydney"),
     ("RU", "Europe/Moscow"), ("CN", "Asia/Shanghai"), ("CD", "Africa/Kinshasa"),
     ("KI", "Pacific/Tarawa"), ("FM", "Pacific/Pohnpei"), ("CA", "America/Toronto"),
     ("MX", "America/Mexico_City"), ("KZ", "Asia/Almaty"), ("EC", "America/Guayaquil"),
     ("ID", "Asia/Jakarta"), ("NZ", "Pacific/Auckland"), ("PT", "Europe/Lisbon")],
)  # fmt: skip
def test_a_country_of_several_zones_has_the_one_of_its_capital(code, zone):
    assert countries.country(code).capital_zone == zone


@pytest.mark.parametrize("lang", packaged.LANGUAGES)
def test_every_country_has_a_name_and_a_key_of_its_own_in_every_language(lang):
    listed = countries.COUNTRIES.values()
    assert len({found.names[lang] for found in listed}) == 249
    assert len({found.sort_keys[lang] for found in listed}) == 249


@pytest.mark.parametrize("lang", ["en", "fr", "es", "ru", "ar"])
def test_stored_keys_are_what_the_collation_makes_of_the_names(lang):
    stale = [
        found.code
        for found in countries.COUNTRIES.values()
        if found.sort_keys[lang] != collation.key(found.names[lang], lang)
    ]
    assert stale == []


@pytest.mark.parametrize("lang", packaged.LANGUAGES)
def test_the_file_stands_in_the_readers_order(lang):
    in_file = [row["alpha2"] for row in packaged.rows("country_names") if row["lang"] == lang]
    assert in_file == [found.code for found in countries.sorted_countries(lang)]


@pytest.mark.parametrize(
    ("lang", "codes"),
    [
        ("en", "CR CI HR"),  # ô as o: Costa Rica, Côte d’Ivoire, Croatia
        ("en", "NE NG NU"),  # Niger, Nigeria, Niue
        ("fr", "DM EG SV AE EC"),  # É and E together
        ("fr", "HU BV CX"),  # Île after Hongrie
        ("es", "SK SI ES PS US"),  # España before Estado: ñ after n
        ("es", "MX FM MC MN"),
        ("ru", "IT YE CV"),  # Й after И
        ("ru", "ET ZA"),  # Эфиопия, Южная Африка
        ("ar", "PW BH BR BB PT"),  # the article does not count: بالاو البحرين البرازيل
        ("ar", "JP YE GR"),  # اليابان last under ي
        ("ar", "IE IS RU"),  # آ first
        ("zh", "AL DZ AF AR AE"),  # 阿 first
        ("zh", "BE PE IS"),  # 秘 in 秘鲁 is bì, not mì
        ("zh", "MO TW HK"),
    ],
)
def test_neighbours_in_each_language(lang, codes):
    order = [found.code for found in countries.sorted_countries(lang)]
    wanted = codes.split()
    start = order.index(wanted[0])
    assert order[start : start + len(wanted)] == wanted


@pytest.mark.parametrize("lang", packaged.LANGUAGES)
def test_first_and_last_of_each_list(lang):
    ends = {
        "en": ("AF", "ZW"), "fr": ("AF", "ZW"), "es": ("AF", "ZW"),
        "ru": ("AU", "JP"), "zh": ("AL", "HK"), "ar": ("IE", "GR"),
    }  # fmt: skip
    order = [found.code for found in countries.sorted_countries(lang)]
    assert (order[0], order[-1]) == ends[lang]


def test_an_unknown_language_reads_english():
    assert countries.sorted_countries("tlh") == countries.sorted_countries("en")
    assert countries.name("CI", "tlh") == "Côte d’Ivoire"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ch", "CH"), ("CHE", "CH"), ("cote d ivoire", "CI"), ("Côte d'Ivoire", "CI"),
        ("Vietnam", "VN"), ("South Korea", "KR"), ("Россия", "RU"), ("中国", "CN"), ("مصر", "EG"),
        ("Congo", "CG"), ("DR Congo", "CD"), ("United Kingdom", "GB"), ("  Türkiye ", "TR"),
    ],
)  # fmt: skip
def test_a_typed_name_or_code_is_recognised(typed, code):
    assert countries.find_country(typed) == countries.country(code)


@pytest.mark.parametrize("typed", ["", "   ", "Atlantis", "XX", "()"])
def test_what_names_no_country_finds_none(typed):
    assert countries.find_country(typed) is None


def test_every_shown_name_is_recognised_as_its_country():
    lost = [
        (found.code, lang)
        for found in countries.COUNTRIES.values()
        for lang, said in found.names.items()
        if countries.find_country(said) != found
    ]
    assert lost == []


def test_an_unknown_code_raises():
    with pytest.raises(LookupError):
        countries.country("XX")
