-- The youngest window of each component in the standing returns of some collections and units:
-- windows that overlap are never added up. Grain: one row a unit and component.
select
    st.unit, r.component, st.first_month, st.last_month, r.value, r.mark,
    s.file, s.known_on
from standing st
join return_row r on r.return_no = st.return_no
join return_version v on v.return_no = st.return_no
join submission s on s.seq = v.seq
where list_contains($collections, st.collection) and list_contains($units, st.unit)
    and st.known_from <= $known_at and st.known_to > $known_at
qualify row_number() over (
    partition by st.unit, r.component order by st.last_month desc, st.return_no desc
) = 1
order by st.unit, r.component
