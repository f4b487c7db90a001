//! Answers with anything in them.

use proptest::prelude::*;
use serde_json::{Value, json};
use whatsapp::Graph;

use crate::arbitrary::json_value;
use crate::server::{Server, ok, token};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

async fn graph(body: &Value, times: usize) -> (Graph, Server) {
    let server = Server::start(std::iter::repeat_n(ok(body.to_string()), times)).await;
    let mut config = server.config();
    config.retry.attempts = 1;
    (Graph::new(config).unwrap(), server)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_value_of_any_field_of_a_number_is_read(
        field in prop::sample::select(vec![
            "verified_name", "status", "quality_rating", "throughput", "health_status", "platform_type",
            "messaging_limit_tier", "is_official_business_account", "name_status", "new_field",
        ]),
        value in json_value(),
    ) {
        let mut number = json!({ "id": "1", "display_phone_number": "+1 631-555-0001" });
        number[field] = value;
        runtime().block_on(async {
            let (graph, _server) = graph(&json!({ "data": [number.clone()] }), 1).await;
            let page = graph.phone_numbers("1", None, &token()).await.unwrap();
            assert_eq!((page.items.len(), page.unreadable.len()), (1, 0), "{number}");
        });
    }

    #[test]
    fn any_value_of_any_field_of_an_account_is_read(
        field in prop::sample::select(vec![
            "id", "name", "status", "timezone_id", "on_behalf_of_business_info", "owner_business_info", "country",
            "business_verification_status", "whatsapp_business_manager_messaging_limit", "health_status",
        ]),
        value in json_value(),
    ) {
        runtime().block_on(async {
            let (graph, _server) = graph(&json!({ field: value }), 1).await;
            graph.waba("1", &token()).await.unwrap();
        });
    }
}
