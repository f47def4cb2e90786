-- Keys with two returns standing on one day: there must be none.
select count(*)
from standing a
join standing b on b.collection = a.collection and b.unit = a.unit
    and b.first_month = a.first_month and b.last_month = a.last_month
    and b.return_no <> a.return_no
    and b.known_from < a.known_to and a.known_from < b.known_to
