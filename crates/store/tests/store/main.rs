//! The storage on both engines: `TEST_POSTGRES_URL` names the PostgreSQL server, see scripts/dev/postgres.sh.

mod support;

mod paging;
mod paging_paths;
mod paging_tenants;
