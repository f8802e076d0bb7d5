// The official TypeScript SDK against the emulator: one function a case, one JSON line a result.
//
// Arguments: the configuration file, the endpoint and a folder for files of its own.
"use strict";

const assert = require("node:assert");
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const [configFile, endpoint, folder] = process.argv.slice(2);
const load = (name) => require(path.join(process.cwd(), "node_modules", name));
const common = load("oci-common");
const workrequests = load("oci-workrequests");

const COMPARTMENT = "ocid1.compartment.oc1..interop";
const SUCCEEDED = "ocid1.coreservicesworkrequest.oc1.iad.succeeded";
const FAILED = "ocid1.coreservicesworkrequest.oc1.iad.failed";

function client(file = configFile) {
  const provider = new common.ConfigFileAuthenticationDetailsProvider(file, "DEFAULT");
  const retryConfiguration = common.NoRetryConfigurationDetails;
  const made = new workrequests.WorkRequestClient(
    { authenticationDetailsProvider: provider },
    { retryConfiguration },
  );
  made.endpoint = endpoint;
  return made;
}

async function refused(call, status, code) {
  const error = await call().then(() => assert.fail("not refused"), (error) => error);
  assert.deepStrictEqual([error.statusCode, error.serviceCode], [status, code]);
}

const messages = async (sortOrder) => {
  const listed = await client().listWorkRequestLogs({ workRequestId: SUCCEEDED, sortOrder });
  return listed.items.map((entry) => entry.message);
};

const cases = {
  async "get"() {
    const { workRequest } = await client().getWorkRequest({ workRequestId: SUCCEEDED });
    assert.deepStrictEqual([workRequest.status, workRequest.percentComplete], ["SUCCEEDED", 100]);
    assert.strictEqual(workRequest.resources[0].identifier, "ocid1.instance.oc1.iad.one");
    assert.ok(workRequest.timeStarted < workRequest.timeFinished, "times out of order");
  },
  async "list over pages"() {
    const caller = client();
    const ids = [];
    let page;
    do {
      const answer = await caller.listWorkRequests({ compartmentId: COMPARTMENT, limit: 2, page });
      ids.push(...answer.items.map((work) => work.id));
      page = answer.opcNextPage;
    } while (page);
    assert.strictEqual(ids.length, 5);
    assert.strictEqual(new Set(ids).size, 5);
  },
  async "errors"() {
    const { items } = await client().listWorkRequestErrors({ workRequestId: FAILED });
    const told = items.map((error) => [error.code, error.message]);
    assert.deepStrictEqual(told, [["Conflict", "größer als 5 €"], ["LimitExceeded", "50 of 50"]]);
  },
  async "logs ascending"() {
    assert.deepStrictEqual(await messages("ASC"), ["first", "second", "third"]);
  },
  async "logs descending"() {
    assert.deepStrictEqual(await messages("DESC"), ["third", "second", "first"]);
  },
  async "wrong key refused"() {
    const { privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = path.join(folder, "node-other.pem");
    fs.writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }));
    const config = path.join(folder, "node-config");
    const text = fs.readFileSync(configFile, "utf8");
    fs.writeFileSync(config, text.replace(/^key_file=.*$/m, `key_file=${key}`));
    const call = () => client(config).getWorkRequest({ workRequestId: FAILED });
    await refused(call, 401, "NotAuthenticated");
  },
  async "unknown id refused"() {
    const call = () => client().getWorkRequest({ workRequestId: "ocid1.none" });
    await refused(call, 404, "NotAuthorizedOrNotFound");
  },
};

async function main() {
  for (const [name, run] of Object.entries(cases)) {
    const result = { case: name, ok: true, detail: "" };
    try {
      await run();
    } catch (error) {
      Object.assign(result, { ok: false, detail: String(error && error.message) });
    }
    console.log(JSON.stringify(result));
  }
}

main();
