-- The keys that new returns or withdrawals speak of.
create or replace temp table touched as
select collection, unit, first_month, last_month from batch_versions
union
select v.collection, v.unit, v.first_month, v.last_month
from batch_withdrawals w join return_version v on v.return_id = w.return_id
