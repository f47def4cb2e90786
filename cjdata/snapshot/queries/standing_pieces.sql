-- What the returns that stand on a day hold of what the asked places need, in some months. Short on
-- purpose: for so small an answer DuckDB takes longer to plan a statement than to run it.
select
    place_no, first_month, last_month, return_no, revised,
    numerator, denominator, parts_held, not_applicable
from figure_piece
where place_no in (select unnest($places::integer[]))
    and first_month >= $first and last_month <= $last
    and known_from <= $known_at and known_to > $known_at
