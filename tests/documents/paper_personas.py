"""Synthetic cases for the paper, in the FILE format. Nobody real is behind them."""

MOTHER = """
on = 2026-11-22
[persona]
role = "caso sintetico: due figli, certificato, lavoro da dipendente"
[answers]
phone_shared = true
post_shared = false
spid_held_by_other = false
account = "shared"
papers_held_by_other = false
collects_for_her = false
followed_by = ["cav", "servizi_sociali"]
cav_recognised = true
path_certificate = ["cav"]
path_start = 2026-09-01
social_need_declared = true
court_order = ["ordine_protezione"]
placed_by_centre = false
rdl_received = false
legal_proceedings = true
complaint_article = ["572"]
permit = "IT"
resident_italy = true
resident_milano = true
residence_years = 12
residence_last_two_continuous = true
pregnant = false
auu_receiver = "other_all"
other_parent = "present"
custody = "none_decided"
other_parent_works = true
work = "employee"
thinking_of_resigning = true
employer_knows_other = false
leave_days_used = 10
resignation_for_violence = true
resignation_documented = true
weeks_last_4_years = 150
pay_last_4_years = "45000"
day_pay = "52.00"
age = 38
married = "married"
same_registered_residence = true
lives_in_shelter = false
rent_registered = false
other_adults = 0
household_disabled = false
own_isee_ready = "none"
household_income = "3000"
financial_assets = "500"
real_estate = "0"
home_value = "0"
recent_vehicle = false
conviction_or_measure = false
[[people.children]]
age = 2
with_me = true
birth = 2024-05-10
disability = "none"
nido = true
nido_fee = "410.00"
[[people.children]]
age = 9
with_me = true
disability = "none"
"""

OLDER = """
on = 2026-11-22
[persona]
role = "caso sintetico: 70 anni, sola, reddito basso"
[answers]
phone_shared = false
post_shared = false
spid_held_by_other = false
account = "own"
papers_held_by_other = false
collects_for_her = false
followed_by = []
permit = "IT"
resident_italy = true
stay_ten_years = true
children = 0
work = "none"
job_end = "none_recent"
age = 70
married = "no"
own_income = "1200"
pension = "none"
legal_proceedings = false
"""

NOTHING_ASKED = "on = 2026-11-22\n"
"""No answer at all: everything is still possible."""

STALE = MOTHER.replace("on = 2026-11-22", "on = 2027-06-01")
"""The same answers on a day whose amounts are not known yet."""
