-- Every return that ever came, versions of one after another, oldest first. `another` says that no
-- version before it had the same content. Grain: one row a version.
select
    v.collection, v.unit, v.first_month, v.last_month, v.known_on,
    row_number() over (
        partition by v.collection, v.unit, v.first_month, v.last_month, v.content_hash
        order by v.known_on, v.seq
    ) = 1 as another,
    s.sender, s.file
from return_version v
join submission s on s.seq = v.seq
order by v.collection, v.unit, v.first_month, v.last_month, v.known_on, v.seq
