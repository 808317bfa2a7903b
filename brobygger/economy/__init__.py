"""What the work costs, for how much, and what another staffing would give.

The leader fills in table 2: what is paid once and what each year, each line from a day on, so that a past period keeps
its prices. With the figures that gives the cost for each person reached, accepted, helped. A model of the team's calls
or of the wait for a course, made from the programme's own numbers, tries what one worker more would do; and a page
compares with the goal, with other districts and with what others have published, without a ranking. It is about teams
and years, never about one person or one worker.
"""
