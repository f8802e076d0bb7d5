"""What the programs of the cases share: their arguments, the emulator's control API, the results.

Arguments: the configuration file, the endpoint, a folder for files of its own, and the file with
the authority if the endpoint is https.
"""

import json
import os
import sys
import urllib.request

# The SDK reads it when it is imported.
os.environ["OCI_METADATA_BASE_URL"] = f"{sys.argv[2]}/opc/v2"

import oci

CONFIG_FILE, ENDPOINT, FOLDER = sys.argv[1:4]
AUTHORITY = sys.argv[4] if len(sys.argv) > 4 else None


def control(method, path, document=None):
    body = None if document is None else json.dumps(document).encode()
    request = urllib.request.Request(f"{ENDPOINT}/_emulator{path}", data=body, method=method)
    request.add_header("content-type", "application/json")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=10) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r}, expected {expected!r}")


def refused(call, status, code):
    try:
        call()
    except oci.exceptions.ServiceError as error:
        equal((error.status, error.code), (status, code))
        assert error.request_id, "no request id"
    else:
        raise AssertionError("not refused")


def run(cases):
    """Runs each; prints a line a case."""
    for case in cases:
        result = {"case": case.__name__.replace("_", " "), "ok": True, "detail": ""}
        try:
            case()
        except Exception as error:  # every failure is a line of the table
            result.update(ok=False, detail=f"{type(error).__name__}: {error}")
        print(json.dumps(result), flush=True)
