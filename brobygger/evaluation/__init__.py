"""What the work adds up to: figures for any period, from kept counts that always equal a full recount.

The register keeps one row for each person in each incident, without identity. Adding up a million of them
takes time, so the database itself keeps the sums: whenever rows of the register are added, changed or
removed, it writes how the sums change. `counting` is the one expression by which everything is counted,
`figures` puts the sums together, `charts` and `sheets` show them. Erasing a person changes no figure.
"""
