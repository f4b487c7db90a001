use std::time::Duration;

use http::{Method, StatusCode};
use store::on_both_engines;

use crate::support::TestHub;

on_both_engines! {
    async fn open_streams_end_when_the_process_stops(test: TestStore) {
        let mut hub = TestHub::start(test).await;
        let stream = hub.owner().await.ask(Method::GET, "/live").open().await;
        assert_eq!(stream.status(), StatusCode::OK);
        assert_eq!(stream.headers()["content-type"], "text/event-stream");
        let reading = tokio::spawn(stream.text());
        assert!(hub.finish(Duration::from_secs(20)).await, "a stream was cut off");
        reading.await.unwrap().unwrap();
    }
}
