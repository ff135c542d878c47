"""The items of the evidence log: reference | item | place (T trust, A and M the academies) |
in place | date of the evidence | document. A line without a date says what is wanted."""

ITEMS = """
E1 | Assistant Vice Principal for English | T | Y | 2021-11-04 | Job description and timetable
E1 | Assistant Vice Principal for Mathematics | T | Y | 2021-11-04 | Job description and timetable
E2 | Programme for disadvantaged students | AM | Y | 2021-11-18 | Support programme 2021/22
E2 | Programme for students with special needs | AM | Y | 2021-12-02 | Support programme 2021/22
E2 | Progress of key groups reviewed | A | Y | 2022-03-17 | Note of review
E2 | Progress of key groups reviewed | M | N | |
E3 | Literacy policy common to the trust | AM | Y | 2021-10-28 | Policy, version 2
E3 | Numeracy policy common to the trust | AM | Y | 2021-10-28 | Policy, version 2
E3 | Holder of a responsibility for literacy | AM | Y | 2021-11-11 | Staffing structure
E3 | Holder of a responsibility for numeracy | A | Y | 2021-11-11 | Staffing structure
E3 | Holder of a responsibility for numeracy | M | N | |
E3 | Holder of a responsibility for numeracy | M | Y | 2022-06-09 | Staffing structure
E4 | Agreement with a partner trust | T | Y | 2021-12-16 | Memorandum
E4 | Joint training with a teaching school | T | Y | 2022-02-03 | Programme and attendance
E4 | Review by another trust | T | N | |
E4 | Review by another trust | T | Y | 2022-07-07 | Report of the reviewers
E5 | Regional recognition | T | Y | 2022-03-03 | Invitation to the regional headteacher board
E5 | National recognition | T | N | |
E6 | Agreement, leadership qualification | T | Y | 2021-11-25 | Signed agreement
E6 | Agreement, subject knowledge course | T | Y | 2022-01-27 | Signed agreement
E6 | Agreement, school business qualification | T | Y | 2022-02-10 | Signed agreement
E6 | Agreement, special needs award | T | N | |
E7 | Package written | T | Y | 2021-10-25 | Middle leaders' programme
E7 | Package launched in both academies | T | Y | 2022-01-19 | Launch, attendance list
E8 | Schemes that the levy could fund identified | T | Part | 2022-01-13 | Draft list
E10 | Grant for reading | T | Y | 2021-11-30 | Grant letter, £24,500
E10 | Grant for tutoring | T | Y | 2022-01-20 | Grant letter, £61,200
E10 | Award for careers education | T | Y | 2022-05-19 | Certificate
E11 | Strategy for teaching technologies | A | Y | 2021-12-09 | Digital strategy
E11 | Strategy for teaching technologies | M | Y | 2019-06-20 | Digital strategy 2019
E11 | Leader of teaching technologies | AM | Y | 2021-11-11 | Staffing structure
E12 | Review of assessment systems | T | Y | 2022-02-24 | Report of review
E12 | Review of behaviour systems | T | Y | 2021-12-14 | Report of review
E12 | Review of safeguarding systems | T | Y | 2022-03-24 | External audit
E12 | Review of finance systems | T | Y | 2021-11-25 | Internal scrutiny
E12 | Review of human resources systems | T | Y | 2020-12-10 | Report of review
E12 | Review of information systems | T | N | |
E12 | Review of admissions procedures | T | Y | 2020-10-08 | Report of review
E13 | Principal's role in trust-wide development | AM | Y | 2021-10-25 | Table of responsibilities
E14 | Objective on innovation in appraisal | A | Y | 2021-11-04 | Appraisal policy and sample
E14 | Objective on innovation in appraisal | M | Y | 2021-11-18 | Appraisal policy and sample
E14 | Best practice shared | A | Y | 2022-03-16 | Programme of the sharing day
E14 | Best practice shared | M | Part | 2022-03-16 | Programme of the sharing day
E15 | Values displayed and used in assemblies | AM | Y | 2022-02-10 | Learning walk, note
E15 | Values in the rewards of students | AM | Y | 2022-02-10 | Rewards policy
E16 | Joint sixth form prospectus | T | Y | 2021-11-15 | Prospectus 2022
E16 | Common timetable blocks | T | Y | 2022-03-31 | Timetable model
E17 | Programme from Year 7 to Year 13 | A | Y | 2021-12-02 | Careers and learning programme
E17 | Programme from Year 7 to Year 13 | M | Y | 2022-01-27 | Careers and learning programme
E17 | Transition from primary schools | AM | Y | 2022-03-10 | Transition plan
E18 | Team for English | T | Y | 2021-11-18 | Terms and minutes
E18 | Team for mathematics | T | Y | 2021-11-18 | Terms and minutes
E18 | Team for science | T | Y | 2021-12-02 | Terms and minutes
E18 | Team for humanities | T | Y | 2022-02-17 | Terms and minutes
E18 | Team for languages | T | N | |
E18 | Team for arts | T | N | |
E18 | Team for languages | T | Y | 2022-05-26 | Terms and minutes
E18 | Team for physical education | T | Y | 2022-01-20 | Terms and minutes
E18 | Team for technology | T | Y | 2022-03-03 | Terms and minutes
E20 | Future leaders notified | T | Y | 2021-11-26 | Letters, eleven
E20 | Shadowing arranged | T | Y | 2022-02-11 | Shadowing plan
E21 | Relationship with the regional commissioners | T | Y | 2022-01-12 | Notes of two meetings
E21 | Relationship with the local authority | T | Y | 2022-02-09 | Notes of termly meetings
E22 | Programme of citizenship and service | AM | Y | 2021-11-19 | Calendar of activities
E22 | Every year group takes part | A | Y | 2022-03-18 | Register of activities
E22 | Every year group takes part | M | Part | 2022-03-18 | Register of activities
E23 | Careers programme for every year group | AM | Y | 2021-11-05 | Careers programme
E23 | Guidance interview for every Year 11 student | A | Y | 2022-03-25 | Summary of interviews
E23 | Guidance interview for every Year 11 student | M | N | |
E23 | Guidance interview for every Year 11 student | M | Y | 2022-05-20 | Summary of interviews
E24 | Community plan made with local partners | A | Y | 2021-12-07 | Community plan
E24 | Community plan made with local partners | M | N | |
E24 | Needs of the community known | AM | Y | 2021-11-09 | Survey of families, summary
E24 | Partnership with community stakeholders | T | Y | 2022-01-31 | Partnership agreement
E24 | Strategies shared with partners | T | Y | 2022-03-29 | Programme of the conference
E24 | Equality and diversity reviewed | T | Y | 2021-12-15 | Equality report
E25 | Targets for Year 11 agreed | AM | Y | 2021-11-12 | Minutes, targets meeting
E25 | Targets for Year 13 agreed | A | Y | 2021-11-12 | Minutes, targets meeting
E25 | Targets for Year 13 agreed | M | Y | 2021-11-26 | Minutes, targets meeting
E26 | Plan of education capacity | T | Y | 2022-02-17 | Capacity plan, board paper
E27 | Scheme of delegation reviewed | T | Y | 2021-12-16 | Scheme, version 6
E27 | Roles understood | T | Y | 2022-03-24 | Survey of governors, summary
E28 | Quality assurance calendar | T | Y | 2021-10-28 | Calendar 2021/22
E28 | Report to the Board | T | Y | 2022-03-31 | Board paper
E29 | Skills audit used in recruitment | T | Y | 2022-03-07 | Advertisement and panel notes
E30 | Members evaluate | T | N | |
E30 | Trust Board evaluates | T | Y | 2022-02-17 | Self-evaluation
E30 | Aldersley governing body evaluates | T | Y | 2022-03-08 | Self-evaluation
E30 | Moreton governing body evaluates | T | Y | 2022-03-22 | Self-evaluation
E30 | Ambassadorial committee evaluates | T | Part | 2022-03-15 | Notes
E31 | Clerk's appraisal against the framework | T | Y | 2021-12-01 | Appraisal record
E31 | Clerking qualification | T | Y | 2021-11-09 | Certificate
E32 | Rewards system | AM | Y | 2021-11-15 | Rewards policy
E32 | Trust-wide recognition | AM | Y | 2022-07-08 | Programme of the celebration
E34 | Training needs taken from appraisal | A | Y | 2021-12-10 | Training plan
E34 | Training needs taken from appraisal | M | Y | 2022-01-28 | Training plan
E36 | Business plan | T | Y | 2021-12-16 | Business plan, approved
E36 | Development plans follow trust priorities | T | Y | 2021-11-11 | Summary of plans
E36 | Impact of decisions reviewed | T | N | |
E36 | Impact of decisions reviewed | T | Y | 2022-06-30 | Decision log, review
E39 | Induction programme | AM | Y | 2021-11-01 | Induction handbook
E40 | Plan for the head of mathematics | T | Y | 2021-12-03 | Development plan
E40 | Plan for the assistant headteacher | T | Y | 2022-01-14 | Development plan
E40 | Plan for the head of Year 9 | T | Y | 2022-02-25 | Development plan
"""
