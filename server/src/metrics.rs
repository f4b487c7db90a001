//! Counters and times of this process, in the text form of Prometheus.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// Upper bounds of the histogram of answers, in seconds.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// What was counted. There is one per process, whoever installs it first.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

static INSTALLED: OnceLock<PrometheusHandle> = OnceLock::new();

impl Metrics {
    /// Starts counting.
    ///
    /// # Errors
    /// Another recorder is installed already.
    pub fn install() -> Result<Self, BuildError> {
        if let Some(handle) = INSTALLED.get() {
            return Ok(Self(handle.clone()));
        }
        let seconds = Matcher::Suffix("_seconds".to_owned());
        match PrometheusBuilder::new().set_buckets_for_metric(seconds, &SECONDS)?.install_recorder() {
            Ok(handle) => {
                describe();
                Ok(Self(INSTALLED.get_or_init(|| handle).clone()))
            }
            // Two tests of one process start at the same time; the slower one takes what the faster one made.
            Err(error) => INSTALLED.get().map(|handle| Self(handle.clone())).ok_or(error),
        }
    }

    /// Everything that was counted.
    pub fn render(&self) -> String {
        self.0.render()
    }

    /// Sorts new values into the histograms; they take room until then.
    pub fn tidy(&self) {
        self.0.run_upkeep();
    }
}

fn describe() {
    metrics::describe_histogram!("http_request_duration_seconds", "Time until an answer began, by route and status.");
    metrics::describe_counter!("webhook_posts_total", "Webhooks that were posted, by what became of them.");
    metrics::describe_counter!("webhook_bytes_total", "Bytes of the webhooks with a good signature.");
    metrics::describe_gauge!("webhook_bodies_waiting", "Stored webhooks that are not applied yet, up to 100,000.");
    metrics::describe_counter!("deliveries_taken_total", "What was posted to systems outside and taken.");
    metrics::describe_counter!("deliveries_failed_total", "What was posted to systems outside and not taken.");
    metrics::describe_gauge!("database_up", "Whether the database answers.");
    metrics::describe_gauge!("worker_up", "Whether a worker runs.");
}
