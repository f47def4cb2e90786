-- What the returns of some measures hold, with the days on which they stood. Grain: one row a
-- place and span of standing.
select
    p.measure as name, f.place_no, f.first_month, f.last_month, f.known_from, f.known_to,
    f.return_no, f.revised, f.numerator, f.denominator, f.parts_held, f.not_applicable
from figure_piece f
join place p on p.place_no = f.place_no
where p.measure in (select unnest($names))
order by p.measure, f.place_no, f.first_month, f.known_from
