"""The official Python SDK against the emulator: one function a case, one JSON line a result.

Arguments: the configuration file, the endpoint, a folder for files of its own, and the file with
the authority if the endpoint is https.
"""

import os

# First: it sets what the SDK reads when it is imported.
from support import AUTHORITY, CONFIG_FILE, ENDPOINT, FOLDER, control, equal, refused, run

import oci
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

COMPARTMENT = "ocid1.compartment.oc1..interop"
SUCCEEDED = "ocid1.coreservicesworkrequest.oc1.iad.succeeded"
FAILED = "ocid1.coreservicesworkrequest.oc1.iad.failed"
WAITING = "ocid1.coreservicesworkrequest.oc1.iad.waiting"


def client(**changes):
    config = {**oci.config.from_file(CONFIG_FILE), **changes}
    made = oci.work_requests.WorkRequestClient(config, service_endpoint=ENDPOINT, timeout=(5, 10))
    made.base_client.session.trust_env = False
    made.base_client.session.verify = AUTHORITY or True
    return made


def key_file(key, name, passphrase=None):
    encryption = serialization.NoEncryption()
    if passphrase:
        encryption = serialization.BestAvailableEncryption(passphrase.encode())
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption
    )
    path = f"{FOLDER}/{name}"
    with open(path, "wb") as file:
        file.write(pem)
    return path


def own_key():
    with open(oci.config.from_file(CONFIG_FILE)["key_file"], "rb") as file:
        return serialization.load_pem_private_key(file.read(), None)


def get():
    work = client().get_work_request(SUCCEEDED).data
    equal((work.status, work.percent_complete), ("SUCCEEDED", 100.0))
    equal(work.operation_type, "LaunchInstance")
    equal(work.resources[0].identifier, "ocid1.instance.oc1.iad.one")
    assert work.time_accepted < work.time_started < work.time_finished, "times out of order"


def list_over_pages():
    all_of_it = oci.pagination.list_call_get_all_results(
        client().list_work_requests, COMPARTMENT, limit=2
    )
    ids = [work.id for work in all_of_it.data]
    equal(sorted(ids), sorted([SUCCEEDED, FAILED, WAITING, "ocid1.x.a", "ocid1.x.b"]))


def errors():
    listed = client().list_work_request_errors(FAILED).data
    told = [(error.code, error.message) for error in listed]
    equal(told, [("Conflict", "größer als 5 €"), ("LimitExceeded", "50 of 50")])


def logs(order):
    listed = client().list_work_request_logs(SUCCEEDED, sort_order=order).data
    return [entry.message for entry in listed]


def logs_ascending():
    equal(logs("ASC"), ["first", "second", "third"])


def logs_descending():
    equal(logs("DESC"), ["third", "second", "first"])


def wait_until():
    caller = client()
    first = caller.get_work_request(WAITING)
    assert first.data.status in ("ACCEPTED", "IN_PROGRESS"), first.data.status
    control("POST", "/advance", {"seconds": 599})
    ended = oci.wait_until(
        caller, first, "status", "SUCCEEDED", max_interval_seconds=1, max_wait_seconds=20
    )
    equal(ended.data.percent_complete, 100.0)


def retries():
    control("POST", "/faults", {"answers": [{"status": 503}, {"status": 429, "retryAfter": 1}]})
    strategy = oci.retry.RetryStrategyBuilder(max_attempts=3).get_retry_strategy()
    equal(client().get_work_request(FAILED, retry_strategy=strategy).data.status, "FAILED")


def encrypted_key():
    path = key_file(own_key(), "encrypted.pem", "correct horse")
    caller = client(key_file=path, pass_phrase="correct horse")
    equal(caller.get_work_request(FAILED).data.status, "FAILED")


def unknown_id_refused():
    refused(lambda: client().get_work_request("ocid1.none"), 404, "NotAuthorizedOrNotFound")


def wrong_key_refused():
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    caller = client(key_file=key_file(other, "other.pem"))
    refused(lambda: caller.get_work_request(FAILED), 401, "NotAuthenticated")


def wrong_fingerprint_refused():
    caller = client(fingerprint="00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff")
    refused(lambda: caller.get_work_request(FAILED), 401, "NotAuthenticated")


def skewed_clock_refused():
    control("PUT", "/skew", {"seconds": 3600})
    try:
        refused(lambda: client().get_work_request(FAILED), 401, "NotAuthenticated")
    finally:
        control("PUT", "/skew", {"seconds": 0})
    equal(client().get_work_request(FAILED).data.status, "FAILED")


def by(signer):
    made = oci.work_requests.WorkRequestClient({}, signer=signer, service_endpoint=ENDPOINT)
    made.base_client.session.trust_env = False
    return made.get_work_request(FAILED)


def instance_principal():
    signer = oci.auth.signers.InstancePrincipalsSecurityTokenSigner(
        federation_endpoint=f"{ENDPOINT}/v1/x509"
    )
    equal(by(signer).data.status, "FAILED")
    before = control("GET", "/identity")["issued"]
    control("POST", "/identity/rotate", {"betweenReads": False})
    equal(control("POST", "/identity/revoke")["revoked"] > 0, True)
    equal(by(signer).data.status, "FAILED")
    equal(control("GET", "/identity")["issued"] > before, True)


def resource_principal():
    given = control("POST", "/identity/resource-token")
    token_file, key = f"{FOLDER}/rpst", f"{FOLDER}/resource.pem"
    for path, text in [(token_file, given["token"]), (key, given["privateKey"])]:
        with open(path, "w") as file:
            file.write(text)
    prefix = "OCI_RESOURCE_PRINCIPAL_"
    values = {"VERSION": "2.2", "RPST": token_file, "PRIVATE_PEM": key, "REGION": "us-ashburn-1"}
    os.environ.update({prefix + name: value for name, value in values.items()})
    signer = oci.auth.signers.get_resource_principals_signer()
    equal(by(signer).data.status, "FAILED")
    control("POST", "/identity/revoke")
    with open(token_file, "w") as file:
        file.write(control("POST", "/identity/resource-token")["token"])
    equal(by(signer).data.status, "FAILED")


def over_https():
    get()


PLAIN = [
    get,
    list_over_pages,
    errors,
    logs_ascending,
    logs_descending,
    wait_until,
    retries,
    encrypted_key,
    unknown_id_refused,
    wrong_key_refused,
    wrong_fingerprint_refused,
    skewed_clock_refused,
    instance_principal,
    resource_principal,
]


run([over_https] if AUTHORITY else PLAIN)
