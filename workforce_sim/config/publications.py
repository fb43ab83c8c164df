"""The publications that defaults come from, by their publisher's own titles."""

WORKFORCE = "Department for Education, Children's social work workforce 2025"
ATTRITION = "Department for Education, Children's social work workforce 2025, data set: Attrition (leavers)"
CHARACTERISTICS = (
    "Department for Education, Children's social work workforce 2024,"
    " data set: Characteristics (in post, starters, leavers)"
)
CASELOAD_GROUPS = (
    "Department for Education, Children's social work workforce: attrition, caseload and agency workforce 2021,"
    " data set: Caseload groups"
)
SERVICE_OF_LEAVERS = (
    "Community Care, 40% rise in number of social workers quitting children's posts over past five years"
    " (24 February 2023), from Department for Education figures"
)
NEWLY_QUALIFIED = "Department for Education, answer to written question 88794, Children: Social Services"
SOCIAL_WORK_EDUCATION = "Skills for Care, Social work education in England, 2021/22"
ACHIEVEMENT_BY_ROUTE = (
    "Community Care, Four in five apprentices gained social work qualification in first cohort, figures show"
    " (26 February 2024)"
)
APPRENTICE_AWARDS = (
    "Community Care, Half of councils given funding to recruit 461 social work apprentices (27 October 2023),"
    " from Department for Education figures"
)
STEP_UP = "Department for Education, Step Up to Social Work, GOV.UK"
APPROACH = (
    "Frontline, Frontline to deliver new national fast-track social work training programme (press release),"
    " 500 places a year for three years from 2024"
)
FIRST_FRONTLINE_COHORT = "The Guardian, As fast-track social work training goes north, can it win over its detractors?"
APPRENTICESHIP_LENGTH = "Skills for Care, Social worker degree apprenticeship"
STABLE_HOMES = "Department for Education, Stable Homes, Built on Love, consultation (2 February 2023)"
STABLE_HOMES_SUMS = "Stable Homes, Built on Love (February 2023): its sums as two articles of that month tell them"
ASYE_WORKLOAD = "London Borough of Newham, Assessed and supported year in employment, citing national guidance"
CHILDREN_IN_NEED_2025 = "Department for Education, Children in need 2025, data set: C2, assessments by duration"
CHILDREN_IN_NEED_2024 = "Department for Education, Children in need 2024, data set: B5, ended episodes by duration"
REFERRALS_2025 = "Department for Education, Children in need 2025, referrals and re-referrals"
PLANS_2025 = "Department for Education, Children in need 2025, data set: D7, child protection plans ended by duration"
CONFERENCES_2025 = "Department for Education, Children in need 2025, section 47 enquiries to initial conference by working days"
CONFERENCES_AND_PLANS = "Department for Education, Children in need 2020, 2023 and 2025, initial conferences and plans started"
CONFERENCE_TRIAL = (
    "Foundations, Family group conferencing at pre-proceedings stage: randomised controlled trial of 1,511 families in"
    " 21 authorities (Taylor and others, 2024)"
)
CARE_SPELLS_2013 = "Department for Education, Children looked after in England 2013, spells ended (as re-quoted)"
CARE_LEAVER_DUTIES = "Children Act 1989, sections 23B and 23C: support for former relevant children to the age of 21"
STEP_UP_SIZE = (
    "Community Care, Half of councils given funding to recruit 461 social work apprentices (27 October 2023):"
    " about 700 on Step Up in 2024-25, every two years"
)
FAST_TRACK_RETENTION = (
    "Scourfield and others, Retention in statutory social work from fast-track programs, Journal of Social Work"
    " (cohorts to 2021)"
)
CHILDREN_LOOKED_AFTER = "Department for Education, Children looked after in England including adoptions 2025, placements"
CARE_ENDED = "Department for Education, Children looked after in England including adoptions 2025, reasons that care ended"
STABILITY = "Department for Education, Children looked after in England including adoptions 2025, placement stability"
KINSHIP_CARE = (
    "Community Care (25 September 2024), from Kinship: 10,450 children with kinship foster carers in 2019, 12,920 in 2023"
)
FOSTERING_2022 = "Ofsted, Fostering in England 2021 to 2022"
FOSTERING_2024 = "Ofsted, Fostering in England 1 April 2023 to 31 March 2024"
FOSTERING_2025 = "Ofsted, Fostering in England 1 April 2024 to 31 March 2025"
NATIONAL_MINIMUM_ALLOWANCE = "Department for Education, Foster carers: national minimum allowance, uplifts from 2023-24"
HOMES_PRICES = "County Councils Network (November 2021), as quoted by Care Appointments: price of a residential place"
HOMES_MARKET = "Competition and Markets Authority, Children's social care market study, interim report (October 2021)"
HOMES_NAO = "National Audit Office, Managing children's residential care (2025)"

ST_HELENS_COST = "St Helens Borough Council, delegated executive decision 2025-26 0044 (13 October 2025)"
PAY_SCALES = "Community Care, pay of social workers (7 March 2021): the scales of one authority, 2019-20"
APPRENTICESHIP_PRICE = "Community Care on apprenticeships: a three-year degree tends to be £24,000 (January 2024)"
CHILDRENS_HOME_COST = "National Audit Office, Managing children's residential care (2025)"
AGENCY_FOSTER_COST = "Competition and Markets Authority, Children's social care market study, interim report (October 2021)"
IN_HOUSE_FOSTER_COST = "Personal Social Services Research Unit, Unit Costs of Health and Social Care, at 2017 prices"
SUPPORTED_ACCOMMODATION_COST = "Lincolnshire County Council, freedom of information: supported accommodation (November 2023)"
MINIMUM_ALLOWANCE = "GOV.UK, Help with the cost of fostering: national minimum allowance from April 2024"
CARE_LEAVER_BURSARY = "Department for Education, Apprenticeships care leavers' bursary policy summary"
GUARDIAN_ALLOWANCE = (
    "Kinship (25 September 2024), Research reveals urgent need to improve support: special guardians' allowances beside those of"
    " kinship foster carers"
)
EXPENDITURE = "Ministry of Housing, Communities and Local Government, revenue outturn RO3 2024-25, net current expenditure"
GREEN_BOOK = "HM Treasury, The Green Book: central government guidance on appraisal and evaluation"
CARE_LEAVER_ACTIVITY = "Department for Education, Children looked after in England including adoptions 2025: care leavers"

CALIBRATED = "Estimated from the published figures up to the start census; workforce-sim calibrate shows how"
"""The reason given for every default that the calibration estimates; a test holds it to the shipped table."""
