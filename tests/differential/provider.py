#!/usr/bin/env python3
"""Counts the provider's sample by SQL, beside the page's own reports.

    cargo build --example provider-sample
    python3 tests/differential/provider.py [--write]

Needs DuckDB (`pip install duckdb`). The answers stand in provider.json beside this file, and
tests/it/provider_sample.rs holds the reports to them; without `--write` they are only compared.
The rules are written again here from their description and share no code with the page: the truth
table of MFA, the last real use, the units of products, the rows of the backup.
"""

import json
import os
import subprocess
import sys
import tempfile

import duckdb

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
WRITER = os.path.join(TARGET, "debug", "examples", "provider-sample")
ANSWERS = os.path.join(HERE, "provider.json")
TODAY = "2026-11-22"
NEWEST, WEEK = "2026-11-21", "2026-11-14"
NEW, OLD = "sample-user-provisioning-2026-11-21.csv", "sample-user-provisioning-2026-10-24.csv"

QUERIES = {
    "backup_mb": "select sum(mb)::varchar from backup",
    "backup_rows": "select count(*) from backup",
    "backup_mb_by_customer": "select customer, sum(mb)::varchar from backup group by 1 order by 1",
    "m365_license": "select license, count(*) from backup group by 1 order by 1",
    "user_status": "select status, count(*) from backup group by 1 order by 1",
    "mfa": "select state, count(*) from mfa group by 1 order by 1",
    "activity": "select state, count(*) from activity group by 1 order by 1",
    "mailbox_bytes": "select sum(\"Storage Used (Byte)\")::bigint from mailbox",
    "licences": """
        select accountName || ' ' || skuPartNumber, "prepaidUnits.enabled" + "prepaidUnits.warning",
               "prepaidUnits.enabled" + "prepaidUnits.warning" - consumedUnits
        from skus order by 1""",
    "changes": """
        select kind || ' ' || change, count(*) from (
            select 'druva provisioning' kind, change from backup_changes
            union all
            select 'active roles', change from override_changes
            union all
            select 'enrollment', change from enrollment_changes)
        group by 1 order by 1""",
    "signins": """
        select sum(n)::bigint, sum(failures)::bigint, count(*) from (
            select lower(Username), "Application ID", count(*) n,
                   count(*) filter (where Status = 'Failure') failures
            from signins group by 1, 2)""",
}


def tables(folder):
    """A connection with the files as tables, and what follows from them as views."""
    db = duckdb.connect()

    def csv(name, file):
        path = os.path.join(folder, file)
        db.execute(f"create table {name} as select * from read_csv('{path}', header=true, all_varchar=true)")

    csv("newer", NEW)
    csv("older", OLD)
    csv("m365", "sample-m365-users.csv")
    csv("registration", "sample-mfa-registration.csv")
    csv("active", "sample-active-users.csv")
    db.execute(f"create table mailbox as select * from read_csv('{folder}/sample-mailbox-usage.csv', header=true)")
    csv("onedrive", "sample-onedrive-usage.csv")
    db.execute(f"create table skus as select * from read_csv('{folder}/sample-subscribed-skus.csv', header=true)")
    csv("signins", "sample-sign-ins.csv")
    for name, file in [("users", f"sample-users-{NEWEST}.json"), ("deleted", "sample-deleted-users.json")]:
        with open(os.path.join(folder, file)) as text:
            rows = json.load(text)["value"]
        path = os.path.join(folder, f"{name}.json")
        with open(path, "w") as text:
            json.dump(rows, text)
        db.execute(f"create table {name} as select * from read_json('{path}', format='array', maximum_depth=1)")

    csv("roles", f"sample-active-roles-{NEWEST}.csv")
    csv("roles_before", f"sample-active-roles-{WEEK}.csv")
    # An entry of the backup is an address with the way it is managed; what of it differs is told by the
    # gravest change, and a mapping of a whole profile by itself.
    license = """case lower({0}) when 'preserve' then 'preserved' when '-' then '' else lower({0}) end"""
    cells = {side: license.format(f'{side}."Microsoft 365 License"') for side in ("n", "o")}
    db.execute(f"""
        create view backup_changes as
        select case when o."User Email" is null then 'added'
                    when n."User Email" is null then 'removed'
                    when {cells["n"]} <> {cells["o"]} or lower(n."SMB License") <> lower(o."SMB License")
                        then 'license-changed'
                    when lower(n."Customer Name") <> lower(o."Customer Name")
                        or lower(n."User Status") <> lower(o."User Status")
                        or lower(n."Profile") <> lower(o."Profile") then 'other-changed' end change
        from newer n full join older o
            on lower(n."User Email") = lower(o."User Email") and n."Managed By" = o."Managed By"
        where change is not null
        union all
        select 'mapping-changed' from newer n join older o
            on lower(n."User Email") = lower(o."User Email") and n."Managed By" = o."Managed By"
        where lower(n."Mapping") <> lower(o."Mapping")""")
    db.execute("""
        create view override_changes as
        select case when o.userPrincipalName is null then 'added'
                    when n.userPrincipalName is null then 'removed'
                    when n."Override until"::date < o."Override until"::date then 'date-moved earlier'
                    when n."Override until"::date > o."Override until"::date then 'date-moved later' end change
        from roles n full join roles_before o on lower(n.userPrincipalName) = lower(o.userPrincipalName)
        where change is not null""")
    csv("enrolled", f"sample-enrollment-{NEWEST}.csv")
    csv("enrolled_before", f"sample-enrollment-{WEEK}.csv")
    flag = "coalesce({0}.\"Deprovision reason\", '') <> ''"
    day = "{0}.\"Scheduled deletion date\"::date"
    db.execute(f"""
        create view enrollment_changes as
        select case when o.PennKey is null then 'added'
                    when n.PennKey is null then 'removed'
                    when {flag.format("o")} and not {flag.format("n")} then 'flag-removed'
                    when {day.format("n")} < {day.format("o")} then 'date-moved earlier'
                    when n."Deprovision reason" <> o."Deprovision reason" then 'reason-changed' end change
        from enrolled n full join enrolled_before o on lower(n.PennKey) = lower(o.PennKey)
        where change is not null""")
    # Of the backup every row of the newer file, and of the older one those who are in no newer file.
    db.execute("""
        create view backup as
        select "Customer Name" customer, "User Email" mail, "Backup Data (MB)"::decimal(18, 1) mb,
               case lower("Microsoft 365 License") when 'active' then 'active'
                    when 'preserve' then 'preserved' when 'preserved' then 'preserved'
                    when '-' then 'unlicensed' else "Microsoft 365 License" end license,
               case lower("User Status") when 'active' then 'active' when 'inactive' then 'inactive'
                    else "User Status" end status
        from (select * from newer union all
              select * from older where "User Email" not in (select "User Email" from newer))""")
    # Deleted accounts have their mail address behind 32 digits of their id.
    db.execute("""
        create view accounts as
        select lower(userPrincipalName::json->>'$') mail, createdDateTime::json->>'$' created, signInActivity from users
        union all
        select lower(substr(userPrincipalName::json->>'$', 33)), null, null from deleted""")
    db.execute("""
        create view mfa as
        select case when r.mail is null then 'not-available'
                    when capable = 'true' then 'enabled'
                    when capable is null or capable = '' then 'not-available'
                    when registered = 'true' then 'non-compliant' else 'disabled' end state
        from accounts left join (
            select lower(userPrincipalName) mail, isMfaCapable capable, isMfaRegistered registered
            from registration) r using (mail)""")
    db.execute(f"""
        create view activity as
        with real as (
            select lower("User Principal Name") mail,
                   greatest("Exchange Last Activity Date", "OneDrive Last Activity Date",
                            "Teams Last Activity Date") as used from active
            union all select lower("User Principal Name"), "Last Activity Date"::varchar from mailbox
            union all select lower("Owner Principal Name"), "Last Activity Date" from onedrive
            union all select lower(Username), left("Date (UTC)", 10) from signins where Status = 'Success'
            union all select mail, left(json_extract_string(signInActivity::json,
                '$.lastSuccessfulSignInDateTime'), 10) from accounts),
        last as (select mail, max(used) filter (where used > '0001-01-01' and used <> '') as used from real group by 1),
        told as (
            select mail, used, created,
                   json_extract_string(signInActivity::json, '$.lastSignInDateTime') tried,
                   signInActivity is not null listed
            from accounts left join last using (mail)),
        failed as (select distinct lower(Username) mail from signins)
        select case
            when used is not null then
                case when date '{TODAY}' - used::date <= 90 then 'active' else 'inactive' end
            when not listed or tried > '0001-01-02' or mail in (from failed) then 'unknown'
            when date '{TODAY}' - left(created::varchar, 10)::date < 30 then 'too-new'
            else 'never' end state
        from told""")
    return db


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([WRITER, TODAY, folder], check=True)
        db = tables(folder)
        answers = {name: [list(row) for row in db.execute(query).fetchall()] for name, query in QUERIES.items()}
    text = json.dumps(answers, indent=1) + "\n"
    if "--write" in sys.argv:
        with open(ANSWERS, "w") as file:
            file.write(text)
        return 0
    with open(ANSWERS) as file:
        is_same = file.read() == text
    print("the answers are as they were" if is_same else f"the answers differ:\n{text}")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
