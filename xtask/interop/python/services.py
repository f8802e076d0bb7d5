"""The official Python SDK's clients of ten services against the emulator: a case a service.

Each client calls the emulator as its service has it; what it reads was made by the control API.
"""

from support import CONFIG_FILE, ENDPOINT, control, equal, refused, run

import oci

COMPARTMENT = "ocid1.compartment.oc1..services"
NAMESPACE = "mine"


def made(service, kind):
    """A client of a service, and the ids of one that failed and one that goes on."""
    config = oci.config.from_file(CONFIG_FILE)
    client = kind(config, service_endpoint=f"{ENDPOINT}/services/{service}", timeout=(5, 10))
    client.base_client.session.trust_env = False
    steps = [
        {"at": 0, "status": "IN_PROGRESS"},
        {"at": 1, "log": "Making the thing"},
        {"at": 2, "status": "FAILED", "error": {"code": "LimitExceeded", "message": "No room"}},
    ]
    base = {"service": service, "compartmentId": COMPARTMENT, "operationType": "CREATE"}
    failed = {**base, "id": f"{service}-failed", "age": 60, "steps": steps}
    going = {**base, "id": f"{service}-going", "steps": steps[:1]}
    return client, *(control("POST", "/work-requests", script)["id"] for script in (failed, going))


def explained(errors, logs):
    """Lists as arrays or in an object, as the SDK's models have them."""
    entries = lambda data: getattr(data, "items", data)
    equal([(e.code, e.message) for e in entries(errors.data)], [("LimitExceeded", "No room")])
    equal([line.message for line in entries(logs.data)], ["Making the thing"])


def listed(page, *expected):
    works = getattr(page.data, "items", page.data)
    equal(sorted(work.id for work in works), sorted(expected))


def ended(work):
    equal(work.status, "FAILED")
    assert work.time_finished is not None, "no end"


def container_engine():
    client, failed, going = made("container_engine", oci.container_engine.ContainerEngineClient)
    ended(client.get_work_request(failed).data)
    listed(client.list_work_requests(COMPARTMENT), failed, going)
    errors = client.list_work_request_errors(COMPARTMENT, failed)
    explained(errors, client.list_work_request_logs(COMPARTMENT, failed))


def load_balancer():
    client, failed, going = made("load_balancer", oci.load_balancer.LoadBalancerClient)
    work = client.get_work_request(failed).data
    equal((work.lifecycle_state, work.type), ("FAILED", "CREATE"))
    equal([error.message for error in work.error_details], ["No room"])
    listed(client.list_work_requests("ocid1.loadbalancer.oc1.iad.x"), failed, going)


def identity():
    client, failed, going = made("identity", oci.identity.IdentityClient)
    work = client.get_work_request(failed).data
    ended(work)
    equal([(e.code, e.message) for e in work.errors], [("LimitExceeded", "No room")])
    equal([line.message for line in work.logs], ["Making the thing"])
    listed(client.list_work_requests(COMPARTMENT), failed, going)


def identity_tagging():
    client, failed, going = made("identity_tagging", oci.identity.IdentityClient)
    ended(client.get_tagging_work_request(failed).data)
    listed(client.list_tagging_work_requests(COMPARTMENT), failed, going)
    errors = client.list_tagging_work_request_errors(failed)
    explained(errors, client.list_tagging_work_request_logs(failed))


def waas():
    client, failed, going = made("waas", oci.waas.WaasClient)
    work = client.get_work_request(failed).data
    ended(work)
    equal([(e.code, e.message) for e in work.errors], [("LimitExceeded", "No room")])
    listed(client.list_work_requests("ocid1.waaspolicy.oc1..x", COMPARTMENT), failed, going)
    client.cancel_work_request(going)
    equal(client.get_work_request(going).data.status, "CANCELING")


def log_analytics():
    client, failed, going = made("log_analytics", oci.log_analytics.LogAnalyticsClient)
    ended(client.get_work_request(NAMESPACE, failed).data)
    listed(client.list_work_requests(NAMESPACE, COMPARTMENT), failed, going)
    errors = client.list_work_request_errors(NAMESPACE, failed)
    explained(errors, client.list_work_request_logs(NAMESPACE, failed))


def os_management_hub():
    client, failed, going = made("os_management_hub", oci.os_management_hub.WorkRequestClient)
    work = client.get_work_request(failed).data
    ended(work)
    assert work.time_created < work.time_finished, "times out of order"
    listed(client.list_work_requests(compartment_id=COMPARTMENT), failed, going)
    explained(client.list_work_request_errors(failed), client.list_work_request_logs(failed))


def object_storage():
    client, failed, going = made("object_storage", oci.object_storage.ObjectStorageClient)
    ended(client.get_work_request(failed).data)
    listed(client.list_work_requests(COMPARTMENT), failed, going)
    explained(client.list_work_request_errors(failed), client.list_work_request_logs(failed))
    client.cancel_work_request(going)
    equal(client.get_work_request(going).data.status, "CANCELING")
    refused(lambda: client.cancel_work_request(failed), 409, "IncorrectState")


def nosql():
    client, failed, going = made("nosql", oci.nosql.NosqlClient)
    ended(client.get_work_request(failed).data)
    listed(client.list_work_requests(COMPARTMENT), failed, going)
    explained(client.list_work_request_errors(failed), client.list_work_request_logs(failed))


def resource_manager():
    client, failed, going = made("resource_manager", oci.resource_manager.ResourceManagerClient)
    ended(client.get_work_request(failed).data)
    listed(client.list_work_requests(COMPARTMENT), failed, going)
    explained(client.list_work_request_errors(failed), client.list_work_request_logs(failed))


def functions():
    client, failed, going = made("functions", oci.functions.WorkRequestManagementClient)
    ended(client.get_work_request(failed).data)
    listed(client.list_work_requests(COMPARTMENT), failed, going)
    explained(client.list_work_request_errors(failed), client.list_work_request_logs(failed))
    client.cancel_work_request(going)
    equal(client.get_work_request(going).data.status, "CANCELING")


run(
    [
        container_engine,
        load_balancer,
        identity,
        identity_tagging,
        waas,
        log_analytics,
        os_management_hub,
        object_storage,
        nosql,
        resource_manager,
        functions,
    ]
)
