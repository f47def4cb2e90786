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

-- Every period that a collection reports, with the day its return is due.
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

-- Statements on the rollout: the public record, the store's own, and the demo's invented days.
create table rollout_event (
    origin varchar, seq integer, unit varchar, initiative varchar, stage varchar, extent varchar,
    not_before date, not_after date, said_on date, kind varchar, count integer, "of" integer,
    source varchar, note varchar
);

-- Which standing returns a figure of these measures, units and windows is made of, one row for
-- each reporting unit and period that is expected: what they hold of what the measure needs.
create macro figure_piece(measures, units, firsts, lasts, known_at) as table (
    with
    need as (
        select * from measure_part where list_contains(measures, measure)
    ),
    needed as (
        select measure, count(*) as parts
        from (select distinct measure, side, component, reasons from need)
        group by measure
    ),
    span as (
        select unnest(firsts)::integer as first_month, unnest(lasts)::integer as last_month
    ),
    place as (
        select * from reporting where list_contains(units, unit)
    ),
    -- Where the unit settles the court tier, one that both tiers add up to has no figure.
    pooled as (
        select n.measure, p.unit
        from need n join place p on p.collection = n.collection
        group by n.measure, p.unit
        having count(distinct n.court_tier) > 1
    ),
    expected as (
        select distinct
            n.measure, p.unit, p.reporting_unit, p.court, n.collection,
            s.first_month, s.last_month,
            c.first_month as period_first, c.last_month as period_last
        from (select distinct measure, collection, last_only from need) n
        join place p on p.collection = n.collection
        join collection_period c on c.collection = n.collection
        join span s on c.first_month >= s.first_month and c.last_month <= s.last_month
            and (not n.last_only or c.last_month = s.last_month)
        where not exists (from pooled x where x.measure = n.measure and x.unit = p.unit)
    ),
    stood as (
        select collection, unit, first_month, last_month, return_no, revised
        from standing
        where known_from <= known_at and known_to > known_at
            and last_month <= (select max(last_month) from span)
            and first_month >= (select min(first_month) from span)
    ),
    held as (
        select e.*, t.return_no, t.revised
        from expected e
        left join stood t on t.collection = e.collection and t.unit = e.reporting_unit
            and t.first_month = e.period_first and t.last_month = e.period_last
    ),
    part as (
        select
            h.measure, h.unit, h.first_month, h.last_month, h.reporting_unit,
            h.period_first, h.period_last,
            n.side, n.component, n.court_tier, n.reasons,
            sum(c.value) as value,
            bool_or(c.anchor and c.mark is null) as held,
            coalesce(bool_or(c.mark = '[x]'), false) as not_available,
            coalesce(bool_or(c.mark = '[z]'), false)
                and count(c.value) filter (c.anchor is distinct from (n.reasons is not null)) = 0
                as not_applicable
        from held h
        join need n on n.measure = h.measure and n.collection = h.collection
        join cell c on c.return_no = h.return_no
            and c.component = n.component
            and c.court_tier is not distinct from n.court_tier
            and c.level = case
                when h.court is null and n.reasons is null then 'total'
                when h.court is null then 'reason'
                when n.reasons is null then 'court'
                else 'court_reason' end
            and (h.court is null or c.court = h.court)
            and (n.reasons is null or c.anchor or list_contains(n.reasons, c.reason))
        group by all
    ),
    found as (
        select
            measure, unit, first_month, last_month, reporting_unit, period_first, period_last,
            sum(value) filter (side = 'numerator') as numerator,
            sum(value) filter (side = 'denominator') as denominator,
            count(*) filter (held and not not_available and not not_applicable) as parts_held,
            count(*) filter (not_applicable) as not_applicable
        from part group by all
    ),
    arrived as (
        select
            measure, unit, first_month, last_month, reporting_unit, period_first, period_last,
            count(return_no) > 0 as returned,
            bool_or(revised) as revised,
            list(return_no) filter (return_no is not null) as return_nos
        from held group by all
    )
    select
        a.*, f.numerator, f.denominator,
        coalesce(f.parts_held, 0) >= d.parts as usable,
        coalesce(f.not_applicable, 0) > 0 as not_applicable
    from arrived a
    join needed d on d.measure = a.measure
    left join found f on f.measure = a.measure and f.unit = a.unit
        and f.first_month = a.first_month and f.last_month = a.last_month
        and f.reporting_unit = a.reporting_unit
        and f.period_first = a.period_first and f.period_last = a.period_last
);
