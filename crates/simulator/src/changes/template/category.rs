//! Recategorisation: announced 24 hours ahead, then done (Template categorization).

use super::tell;
use crate::Error;
use crate::changes::Update;
use crate::state::World;
use crate::state::schedule::Job;

/// Says that the template gets this category at `due`.
pub(crate) fn announce(world: &mut World, id: &str, category: &str, due: i64) -> Result<Vec<Update>, Error> {
    let template = world.template_mut(id)?;
    template.impending_category = Some((category.to_owned(), due));
    let update = tell::impending_category(template, category, due);
    world.schedule.add(due, Job::Recategorise { template_id: id.to_owned() });
    Ok(vec![update])
}

/// Puts the template into this category.
pub(crate) fn change(world: &mut World, id: &str, category: &str, now: i64) -> Result<Vec<Update>, Error> {
    let template = world.template_mut(id)?;
    let previous = std::mem::replace(&mut template.category, category.to_owned());
    template.impending_category = None;
    template.last_updated_time = now;
    template.previous_category = Some(previous.clone());
    Ok(vec![tell::category(template, &previous)])
}

/// What was announced comes into force.
pub(crate) fn come_into_force(world: &mut World, id: &str, now: i64) -> Result<Vec<Update>, Error> {
    match world.template(id)?.impending_category.clone() {
        Some((category, due)) if due <= now => change(world, id, &category, now),
        _ => Ok(Vec::new()),
    }
}
