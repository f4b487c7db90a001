//! The command line.

use std::path::PathBuf;

use url::Url;

use crate::config::Settings;

/// Partner Hub: every WhatsApp number of your clients in one place.
///
/// The hub is one program over one database. A first start on your own machine:
///
///   export ENCRYPTION_KEY=$(openssl rand -hex 32)
///   export META_APP_ID=… META_APP_SECRET=… META_VERIFY_TOKEN=…
///   partner-hub serve
///   partner-hub partner create --name "Your company"
///   partner-hub user create --partner … --email you@example.com --role owner
///
/// Every setting below is a flag and an environment variable, and every secret can also be
/// read from a file. `partner-hub doctor` looks at all of them and says what to do.
#[derive(Debug, clap::Parser)]
#[command(name = "partner-hub", version, verbatim_doc_comment, max_term_width = 110)]
pub struct Cli {
    /// The settings.
    #[command(flatten)]
    pub settings: Settings,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Bring the schema up to date and serve pages and webhooks until SIGTERM or Ctrl-C.
    Serve,
    /// Bring the database's schema up to date. Safe while the hub runs.
    Migrate,
    /// Partners: the companies that manage numbers.
    #[command(subcommand)]
    Partner(PartnerCommand),
    /// People who sign in.
    #[command(subcommand)]
    User(UserCommand),
    /// WhatsApp Business Accounts.
    #[command(subcommand)]
    Waba(WabaCommand),
    /// What messages cost.
    #[command(subcommand)]
    Rates(RatesCommand),
    /// Make the demo partner with its people, and connect every account of the simulator. Doing it again changes nothing.
    Demo(Demo),
    /// Run a stand-in for Meta's Graph API on this machine, with demo data.
    Simulate(Simulate),
    /// Look at database, Meta, webhook, clock and mail, and say what to do. Exit code 1 when something is wrong.
    Doctor,
}

/// Commands about partners.
#[derive(Debug, clap::Subcommand)]
pub enum PartnerCommand {
    /// Make a partner; prints its id.
    Create(CreatePartner),
}

/// A partner to make.
#[derive(Debug, clap::Args)]
pub struct CreatePartner {
    /// Name of the company, as people see it.
    #[arg(long)]
    pub name: String,
}

/// Commands about people.
#[derive(Debug, clap::Subcommand)]
pub enum UserCommand {
    /// Make a person, or give one a further organisation.
    Create(CreateUser),
}

/// A person to make.
#[derive(Debug, clap::Args)]
pub struct CreateUser {
    /// E-mail address to sign in with.
    #[arg(long)]
    pub email: String,
    /// Name, as others see it; without it, what stands before the @.
    #[arg(long)]
    pub name: Option<String>,
    /// Id of the partner whose numbers the person sees.
    #[arg(long)]
    pub partner: String,
    /// Id of the client, for a person who sees that client's numbers alone.
    #[arg(long)]
    pub client: Option<String>,
    /// owner or member. Members may do everything but manage users, billing and secrets.
    #[arg(long, default_value = "member")]
    pub role: String,
    /// File that holds the password; `-` is standard input. Without it, a link to set one is printed.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}

/// Commands about accounts.
#[derive(Debug, clap::Subcommand)]
pub enum WabaCommand {
    /// Connect an account: check the token, subscribe to its webhooks, read all of its numbers.
    Connect(ConnectWaba),
}

/// An account to connect.
#[derive(Debug, clap::Args)]
pub struct ConnectWaba {
    /// Id of the partner that manages it.
    #[arg(long)]
    pub partner: String,
    /// Id of the client that owns it.
    #[arg(long, conflicts_with = "client_name", required_unless_present = "client_name")]
    pub client: Option<String>,
    /// Name of a client to make.
    #[arg(long)]
    pub client_name: Option<String>,
    /// E-mail address of the client to make.
    #[arg(long, requires = "client_name")]
    pub client_email: Option<String>,
    /// Meta's id of the account.
    #[arg(long)]
    pub waba_id: String,
    /// File that holds the token of a system user or of a signup; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub token_file: PathBuf,
    /// Who pays the hub for the account's numbers: partner or direct (the client itself).
    #[arg(long, default_value = "partner")]
    pub payment: String,
}

/// Commands about rates.
#[derive(Debug, clap::Subcommand)]
pub enum RatesCommand {
    /// Import a rate card as Meta publishes it, as CSV: all of it or nothing. Deliveries that were held for want of a rate
    /// are priced then.
    Import(ImportRates),
}

/// A rate card to import.
#[derive(Debug, clap::Args)]
pub struct ImportRates {
    /// The card; `-` is standard input.
    #[arg(long, value_name = "FILE")]
    pub file: PathBuf,
    /// The first day on which its rates hold, in the time zone of each account: 2026-10-01.
    #[arg(long, value_name = "DAY")]
    pub from: String,
    /// What the card is called where its rates are shown; without it, the name of the file.
    #[arg(long)]
    pub name: Option<String>,
}

/// The demo.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Password of the demo's people; without it a new one is made.
    #[arg(long, env = "DEMO_PASSWORD", hide_env_values = true)]
    pub password: Option<String>,
}

/// The stand-in for Meta.
#[derive(Debug, clap::Args)]
pub struct Simulate {
    /// Where the stand-in listens; loopback only. META_GRAPH_URL of the hub is http:// and this.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8090")]
    pub listen: String,
    /// Where webhooks go. Without it, HUB_URL/webhooks/whatsapp.
    #[arg(long, value_name = "URL")]
    pub webhook_url: Option<Url>,
}
