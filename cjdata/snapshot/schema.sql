-- One snapshot: what the ledger and the definitions say, laid out for the questions of the pages.
-- Months are whole numbers, year * 12 + month - 1. Days are dates. Nothing here is authoritative.

create table meta (key varchar primary key, value varchar not null);

-- From the definitions ---------------------------------------------------------------------------

-- The parts of a measure: which component at which court tier, all of it or some of its reasons.
create table measure_part (
    measure varchar, side varchar, component varchar, court_tier varchar,
    collection varchar, last_only boolean, reasons varchar[]
);

-- Whose returns make up a unit's figure; `court` where only that court's share of them does.
create table reporting (unit varchar, collection varchar, reporting_unit varchar, court varchar);

-- What a return of a collection can hold of a measure: one row a measure, reporting unit and, where
-- a unit's figure needs that court's share alone, court.
create table place (
    place_no integer, measure varchar, collection varchar, reporting_unit varchar, court varchar
);

-- Which places a unit's figure adds up. `parts` is how many parts a whole figure holds.
create table measure_place (
    measure varchar, unit varchar, place_no integer, last_only boolean, parts integer
);

-- Every period that a collection reports, with the day its return is due: none where nobody owes it.
create table collection_period (
    collection varchar, first_month integer, last_month integer, due date
);

-- From the ledger --------------------------------------------------------------------------------

-- One row an entry that brought returns or statements, or took returns back.
create table submission (
    seq integer primary key, kind varchar, known_on date, recorded_at timestamp,
    sender varchar, file varchar, received_hash varchar, rows_hash varchar, note varchar
);

-- Every return ever accepted, whether it stands or not.
create table return_version (
    return_no integer primary key, return_id varchar unique, seq integer, known_on date,
    collection varchar, unit varchar, first_month integer, last_month integer,
    content_hash varchar, row_count integer
);

create table withdrawal (return_id varchar, seq integer, known_on date);

-- What was said and is kept as it was said (explanations, plans, decisions, forecasts, papers):
-- one row an entry; `topic` says what its detail, a JSON object, is about.
create table kept_entry (
    seq integer primary key, kind varchar, topic varchar, known_on date, recorded_at timestamp,
    sender varchar, detail varchar, payloads varchar
);

-- Which return stands for its key, from one day (included) to another (excluded).
create table standing (
    collection varchar, unit varchar, first_month integer, last_month integer,
    return_no integer, known_from date, known_to date, revised boolean
);

-- The rows as accepted, with their line in the file.
create table return_row (
    return_no integer, component varchar, court_tier varchar, court varchar, reason varchar,
    value double, mark varchar, note varchar, line integer
);

-- The same counts at each level of detail that the return gives or that its rows add up to.
-- `anchor` rows say that a level is held at all, so that "no such reason" is a zero and
-- "reasons not given" is not.
create table cell (
    component varchar, court_tier varchar, level varchar, unit varchar,
    first_month integer, last_month integer, return_no integer,
    court varchar, reason varchar, value double, mark varchar, anchor boolean
);

-- What each standing return holds of each measure, worked out when it comes, so that a figure is a
-- short sum: one row a place and span of standing.
create table figure_piece (
    place_no integer, first_month integer, last_month integer, known_from date, known_to date,
    return_no integer, revised boolean,
    numerator double, denominator double, parts_held integer, not_applicable integer
);

-- Statements on the rollout: the public record, the store's own, and the demo's invented days.
create table rollout_event (
    origin varchar, seq integer, unit varchar, initiative varchar, stage varchar, extent varchar,
    not_before date, not_after date, said_on date, kind varchar, count integer, "of" integer,
    source varchar, note varchar
);
