//! The file that the sandbox lives in.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::state::State;
use crate::error::GatewayError;

/// Why the sandbox cannot keep or find its things.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sandbox cannot use its file {path}: {why}")]
pub struct StorageError {
    path: String,
    why: String,
}

impl StorageError {
    fn at(path: &Path, why: &dyn std::error::Error) -> Self {
        Self { path: path.display().to_string(), why: why.to_string() }
    }

    pub(super) fn stopped(error: &tokio::task::JoinError) -> Self {
        Self { path: NAME.to_owned(), why: error.to_string() }
    }
}

/// Whether it was written is not known: the call may be repeated.
impl From<StorageError> for GatewayError {
    fn from(error: StorageError) -> Self {
        Self::Unclear(format!("The sandbox could not keep this: {error}."))
    }
}

const NAME: &str = "sandbox.json";

/// The state and where it is kept.
pub(super) struct File {
    path: PathBuf,
    state: State,
}

impl File {
    pub fn open(directory: &Path) -> Result<Self, StorageError> {
        fs::create_dir_all(directory).map_err(|error| StorageError::at(directory, &error))?;
        let path = directory.join(NAME);
        let state = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| StorageError::at(&path, &error))?,
            Err(error) if error.kind() == ErrorKind::NotFound => State::default(),
            Err(error) => return Err(StorageError::at(&path, &error)),
        };
        Ok(Self { path, state })
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// Changes the state and writes it; where either fails, nothing has changed.
    pub fn change<T, E: From<StorageError>>(
        &mut self,
        change: impl FnOnce(&mut State) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut next = self.state.clone();
        let result = change(&mut next)?;
        self.write(&next)?;
        self.state = next;
        Ok(result)
    }

    /// Beside the old file first, then in its place: whenever the process ends, one of them is whole.
    fn write(&self, state: &State) -> Result<(), StorageError> {
        let fail = |error: &dyn std::error::Error| StorageError::at(&self.path, error);
        let bytes = serde_json::to_vec_pretty(state).map_err(|error| fail(&error))?;
        let beside = self.path.with_extension("new");
        let mut file = fs::File::create(&beside).map_err(|error| fail(&error))?;
        file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(|error| fail(&error))?;
        fs::rename(&beside, &self.path).map_err(|error| fail(&error))
    }
}
