select
    kommune_code,
    'kommune ' || kommune_code || ' has more changes one after another than'
    || ' int_kommune_descendants follows; raise changes_followed there' as message

from {{ ref('int_kommune_descendants') }}

where not is_followed
