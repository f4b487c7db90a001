//! What belongs to the onboarding of clients: a way is known to whoever is on it, what starts one is for everybody.

use http::Method;

use super::{Call, For, Kind, Takes, function, page};

pub(super) fn onboarding() -> Vec<Call> {
    let secret = |call: Call| call.takes(Takes::Secret);
    let public = [
        page("/onboarding/{partner}").at("/onboarding/nobodyPA"),
        page("/dashboard/app/{partner}").at("/dashboard/app/nobodyPA"),
        page("/dashboard/app/{partner}/permissions").at("/dashboard/app/nobodyPA/permissions"),
        page("/permission"),
        page("/logo/{partner}/{version}").at("/logo/nobodyPA/0"),
        page("/permissions"),
        secret(page("/onboard/{id}")),
        secret(page("/onboard/{id}/meta")),
        secret(page("/onboard/meta")).at("/onboard/meta?code=x&state={id}"),
        function("/api/public/onboarding/start", "partner=nobodyPA&query="),
        function("/api/public/onboarding/sign-up", "partner=nobodyPA&name=X&company=X&email=x%40y.example").changes(),
        function("/api/public/onboarding/begin", "partner=nobodyPA&company=X").changes(),
        secret(function("/api/public/onboarding/way", "id={id}")),
        secret(function("/api/public/onboarding/code", "id={id}&code=000000")).changes(),
        secret(function("/api/public/onboarding/code-again", "id={id}")).changes(),
        secret(function("/api/public/onboarding/read-again", "id={id}")).changes(),
        secret(function("/api/public/onboarding/register", "id={id}&channel={id}&pin=000000")).changes(),
        secret(function("/api/public/onboarding/share", "id={id}")).changes(),
    ];
    let number = |call: Call| call.takes(Takes::Object(Kind::Number)).whom(For::Partners);
    let partners = [
        number(page("/numbers/{id}/request-permission")),
        number(function("/api/app/permission/askable", "id={id}")),
        number(function("/api/app/permission/ask", "id={id}&channels[0]={id}&how=link")).changes(),
        page("/permission-requests").whom(For::Partners),
        page("/permission-requests")
            .at("/permission-requests?after={id}")
            .takes(Takes::Place(Kind::Number))
            .whom(For::Partners),
        function("/api/app/permission/requests/page", "query=").whom(For::Partners),
        function("/api/app/permission/requests/page", "query=asked%3D{id}")
            .takes(Takes::Object(Kind::Number))
            .whom(For::Partners),
        number(function("/api/app/permission/requests/ask", "channels[0]={id}&how=link")).changes(),
        function("/api/app/onboarding/setup", "").whom(For::Partners),
        function("/api/app/onboarding/redirect", "what=allow&address=https%3A%2F%2Fcrm.example%2F")
            .whom(For::Partners)
            .changes(),
        page("/settings/integration/link-secret").whom(For::PartnerOwners),
        function("/api/app/onboarding/link-secret/page", "").whom(For::PartnerOwners),
        function("/api/app/onboarding/link-secret/make", "replace=yes").whom(For::PartnerOwners).changes(),
        Call { method: Method::POST, form: "x", ..page("/api/app/organisation/logo") }
            .whom(For::PartnerOwners)
            .changes(),
        function("/api/app/organisation/logo/remove", "").whom(For::PartnerOwners).changes(),
        function("/api/app/onboarding/payment", "payment=direct").whom(For::PartnerOwners).changes(),
    ];
    public.into_iter().map(|call| call.whom(For::Everybody)).chain(partners).collect()
}
