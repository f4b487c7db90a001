//! `GET /{waba}/phone_numbers` (Manage phone numbers: all numbers of an account, filter, sort).

use serde_json::Value;

use super::call::Call;
use super::error::GraphError;
use super::fields::{Field, Node as _, select};
use super::node::asked;
use super::paging::Window;
use super::phone_number::NumberNode;
use crate::state::World;
use crate::state::number::Number;
use crate::state::waba::Waba;

/// The edge itself.
pub(crate) fn get(call: &Call<'_>, waba_id: &str) -> Result<Value, GraphError> {
    let fields = asked(call)?;
    let window = Window::of(call)?;
    let filters = filters(call.params.json("filtering"), call.params.text("filtering"))?;
    let world = call.shared().world();
    let waba = world.waba(waba_id)?;
    let ids = sorted(call, &world, filtered(call, &world, waba, &filters)?)?;
    page(call, &world, &window, waba, &ids, &fields)
}

/// The edge as a field of its WABA: `phone_numbers.limit(5){id,status}`.
pub(crate) fn expand(call: &Call<'_>, world: &World, waba: &Waba, field: &Field) -> Result<Value, GraphError> {
    let window = Window::read(call, |name| field.modifier(name).map(ToOwned::to_owned))?;
    page(call, world, &window, waba, &waba.numbers, &field.fields)
}

fn page(
    call: &Call<'_>,
    world: &World,
    window: &Window,
    waba: &Waba,
    ids: &[String],
    fields: &[Field],
) -> Result<Value, GraphError> {
    let page = window.cut(ids)?;
    let items =
        page.ids.iter().map(|id| select(&NumberNode::of(call, world, id)?, fields)).collect::<Result<Vec<_>, _>>()?;
    let path = format!("{}/phone_numbers", waba.id);
    Ok(page.wrap(call, &path, window.limit, items))
}

struct Filter {
    field: Field,
    operator: Operator,
    values: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    In,
    NotIn,
}

/// `filtering=[{"field":"account_mode","operator":"EQUAL","value":"LIVE"}]`.
fn filters(json: Option<Value>, text: Option<String>) -> Result<Vec<Filter>, GraphError> {
    let invalid = || GraphError::invalid_parameter("Param filtering must be an array");
    let items = match (json, text) {
        (Some(Value::Array(items)), _) => items,
        (None, None) => return Ok(Vec::new()),
        _ => return Err(invalid()),
    };
    items
        .iter()
        .map(|item| {
            let name = item["field"].as_str().ok_or_else(invalid)?;
            let operator = match item["operator"].as_str() {
                Some("EQUAL" | "IN") => Operator::In,
                Some("NOT_EQUAL" | "NOT_IN") => Operator::NotIn,
                _ => {
                    return Err(GraphError::invalid_parameter(
                        "Param filtering[0]['operator'] must be one of {EQUAL, NOT_EQUAL, IN, NOT_IN}",
                    ));
                }
            };
            let values = match &item["value"] {
                Value::Array(values) => values.iter().map(plain).collect(),
                Value::Null => return Err(invalid()),
                value => vec![plain(value)],
            };
            Ok(Filter { field: Field::plain(name), operator, values })
        })
        .collect()
}

fn filtered(call: &Call<'_>, world: &World, waba: &Waba, filters: &[Filter]) -> Result<Vec<String>, GraphError> {
    if filters.is_empty() {
        return Ok(waba.numbers.clone());
    }
    let mut ids = Vec::new();
    for id in &waba.numbers {
        let node = NumberNode::of(call, world, id)?;
        let mut fits = true;
        for filter in filters {
            let value = node.field(&filter.field)?.ok_or_else(|| {
                GraphError::invalid_parameter(&format!("Filtering by field '{}' is not supported", filter.field.name))
            })?;
            let listed = filter.values.contains(&plain(&value));
            fits &= listed == (filter.operator == Operator::In);
        }
        if fits {
            ids.push(id.clone());
        }
    }
    Ok(ids)
}

/// `sort=creation_time.desc`, also as a JSON list; by the order of addition without it.
fn sorted(call: &Call<'_>, world: &World, mut ids: Vec<String>) -> Result<Vec<String>, GraphError> {
    let Some(order) = call.params.list("sort").into_iter().next() else {
        return Ok(ids);
    };
    let (name, direction) = order.split_once('.').unwrap_or((&order, "asc"));
    let key: fn(&Number) -> i64 = match name {
        "creation_time" => |number| number.creation_time,
        "last_onboarded_time" => |number| number.last_onboarded_time.unwrap_or_default(),
        _ => {
            return Err(GraphError::invalid_parameter(
                "Param sort must be one of {creation_time, last_onboarded_time}",
            ));
        }
    };
    ids.sort_by_key(|id| world.numbers.get(id).map(key));
    match direction.to_ascii_lowercase().as_str() {
        "asc" => {}
        "desc" => ids.reverse(),
        _ => {
            return Err(GraphError::invalid_parameter("Param sort must end in .asc or .desc"));
        }
    }
    Ok(ids)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}
