-- Whose returns make up a unit's figures, and of which of them one court's share alone.
select distinct unit, collection, reporting_unit, court from reporting
