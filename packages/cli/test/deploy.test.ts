import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { describe, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import type { DeployedFile } from '../src/deploy/deploy-plan.ts';
import { fleet } from '../src/fleet/fleet.ts';
import { runCli } from '../src/run-cli.ts';
import { namesInFolder } from '../src/surroundings.ts';
import { hello } from './deploy-bench.ts';

const targets = ['docker', 'systemd', 'kubernetes'];
const ways = fleet.flatMap(({ name, credentials }) =>
  credentials.map((_, index) => `${name} --credential ${index + 1}`),
);

function run(line: string, folder = tmpdir()) {
  const surroundings = { platform: 'linux' as const, environment: {}, home: folder, folder, namesIn: namesInFolder };
  const screen = { columns: 80, hasColour: false };
  return runCli(line.split(' '), { surroundings, now: new Date(), person: undefined, screen, write: () => undefined });
}

async function filesOf(line: string): Promise<Map<string, string>> {
  const { output, exitCode } = await run(`deploy ${line} --dry-run --json`);
  assert.equal(exitCode, 0, output);
  const { files }: { files: DeployedFile[] } = JSON.parse(output);
  return new Map(files.map(({ path, text }) => [path, text]));
}

function textOf(files: Map<string, string>, path: string): string {
  return files.get(path) ?? assert.fail(`${path} is not among ${[...files.keys()].join(', ')}`);
}

describe('every way of access of every server', () => {
  test.each(ways)('%s has a Dockerfile for Docker and Kubernetes that a linter accepts', async (way) => {
    for (const target of ['docker', 'kubernetes']) {
      const text = textOf(await filesOf(`${way} --to ${target}`), 'Dockerfile');
      const problems = validate(text, { deprecatedMaintainer: 1 });

      assert.deepEqual(problems, []);
      const lastStage = text.slice(text.lastIndexOf('\nFROM '));
      assert.match(lastStage, /^USER [1-9]\d{4,}:[1-9]\d{4,}$/m);
      assert.doesNotMatch(text, /^ADD |:latest|sudo/m);
    }
  });

  test("misses of a client's environment only what the way of access needs", async () => {
    const docker = JSON.parse(textOf(await filesOf('quickbooks --credential 2 --to docker'), 'mcp.json'));

    const { env } = docker.mcpServers.quickbooks;
    const missed = Object.keys(env).filter((name) => env[name] === `\${${name}}`);
    assert.deepEqual(missed, ['QUICKBOOKS_ACCESS_TOKEN', 'QUICKBOOKS_REALM_ID']);
  });

  test.each(ways)('%s names each secret by reference, and holds no value for it', async (way) => {
    const secrets = fleet.find(({ name }) => way.startsWith(`${name} `))?.settings.filter(({ secret }) => secret) ?? [];
    const docker = JSON.parse(textOf(await filesOf(`${way} --to docker`), 'mcp.json'));
    const systemd = JSON.parse(textOf(await filesOf(`${way} --to systemd`), 'settings.json'));
    const kubernetes = await filesOf(`${way} --to kubernetes`);
    const container = podOf(kubernetes).containers[0];

    const entry = Object.values<{ args: string[]; env: Record<string, string> }>(docker.mcpServers)[0];
    for (const { name } of secrets) {
      assert.equal(entry?.args[entry.args.indexOf(name) - 1], '-e');
      assert.ok([`\${${name}}`, `\${${name}:-}`].includes(entry?.env[name] ?? ''), name);
      assert.equal(systemd.settings[name], '');
      const variable = container.env.find((one: { name: string }) => one.name === name);
      assert.deepEqual(Object.keys(variable), ['name', 'valueFrom']);
      assert.equal(variable.valueFrom.secretKeyRef.key, name);
      assert.ok(
        !textOf(kubernetes, 'settings.env').includes(`${name}=`),
        'who may read a ConfigMap may not read a Secret',
      );
    }
  });

  test.each(ways)('%s has objects that the schemas of Kubernetes accept and that find each other', async (way) => {
    const files = await filesOf(`${way} --to kubernetes`);
    const { resources } = parse(textOf(files, 'kustomization.yaml'));
    const objects = resources.flatMap((path: string) => objectsOf(textOf(files, path)));
    const of = (kind: string) => objects.filter((object: { kind: string }) => object.kind === kind);

    for (const object of objects) new (modelOf(object.kind))(object).validate();
    const [workload] = of('StatefulSet');
    const { labels } = workload.spec.template.metadata;
    const selectors = [
      ...of('Service').map(({ spec }: { spec: { selector: unknown } }) => spec.selector),
      ...of('NetworkPolicy').map(
        ({ spec }: { spec: { podSelector: { matchLabels: unknown } } }) => spec.podSelector.matchLabels,
      ),
      workload.spec.selector.matchLabels,
    ];
    for (const selector of selectors) assert.deepEqual(selector, labels);
    assert.equal(of('Service').length, 2);
    assert.ok(
      of('Service').some(({ metadata }: { metadata: { name: string } }) => metadata.name === workload.spec.serviceName),
    );
    assert.equal(of('ServiceAccount')[0].metadata.name, workload.spec.template.spec.serviceAccountName);
    for (const { spec } of of('HorizontalPodAutoscaler'))
      assert.equal(spec.scaleTargetRef.name, workload.metadata.name);
  });
});

test('a server that runs for long has one pool of memory, whatever starts it', async () => {
  for (const target of targets) {
    const texts = [...(await filesOf(`hubspot --to ${target}`)).values()];
    assert.ok(
      texts.some((text) => /^(?:ENV |Environment=)MALLOC_ARENA_MAX=1$/m.test(text)),
      target,
    );
  }
});

describe('a pod', () => {
  test('is no root, writes to its volumes only, has no rights and no token', async () => {
    const pod = podOf(await filesOf('hubspot --to kubernetes'));
    const { ports, securityContext, resources, startupProbe, readinessProbe, livenessProbe } = pod.containers[0];

    assert.equal(livenessProbe.httpGet.port, ports[0].containerPort);
    assert.equal(pod.automountServiceAccountToken, false);
    assert.equal(pod.securityContext.runAsNonRoot, true);
    assert.deepEqual(pod.securityContext.seccompProfile, { type: 'RuntimeDefault' });
    assert.deepEqual(securityContext.capabilities, { drop: ['ALL'] });
    assert.equal(securityContext.readOnlyRootFilesystem, true);
    assert.equal(securityContext.allowPrivilegeEscalation, false);
    assert.deepEqual(Object.keys(resources), ['requests', 'limits']);
    assert.ok(startupProbe.exec.command.includes('--check') && readinessProbe.exec && livenessProbe.httpGet);
  });

  test('is alone where a login brings the access, and shares its state where there may be more', async () => {
    const login = await filesOf('xero --to kubernetes --credential 1');
    const client = await filesOf('xero --to kubernetes --credential 2');
    const state = (files: Map<string, string>) =>
      podOf(files).containers[0].env.find(({ name }: { name: string }) => name === 'BIZMCP_STATE').valueFrom
        .secretKeyRef;

    assert.equal(objectsOf(textOf(login, 'statefulset.yaml'))[0].spec.replicas, 1);
    assert.equal(login.has('scaling.yaml'), false);
    assert.equal(state(login).optional, true);
    assert.equal(client.has('scaling.yaml'), true);
    assert.equal(state(client).optional, false);
  });
});

describe('the command deploy', () => {
  test('writes files, secrets to be filled in for the owner alone, and keeps what was changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bizmcp-deploy-'));
    try {
      const line = 'deploy hubspot --to systemd --out units';
      const settings = join(folder, 'units', 'settings.json');
      assert.equal((await run(line, folder)).exitCode, 0);
      assert.equal(statSync(settings).mode & 0o777, 0o600);
      assert.equal((await run(line, folder)).exitCode, 0);

      writeFileSync(settings, '{"settings":{"HUBSPOT_ACCESS_TOKEN":"mine"}}');
      const refused = await run(line, folder);

      assert.equal(refused.exitCode, 1);
      assert.match(refused.errors, /settings\.json/);
      assert.match(readFileSync(settings, 'utf8'), /mine/);
      assert.equal((await run(`${line} --force`, folder)).exitCode, 0);
      assert.doesNotMatch(readFileSync(settings, 'utf8'), /mine/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    'deploy',
    'deploy hubspot',
    'deploy hubspot xero --to docker',
    'deploy hubspot --to heroku',
    'deploy nobody --to docker',
    'deploy hubspot --to docker --credential 9',
  ])('refuses "%s" and says what there is', async (line) => {
    const { exitCode, errors } = await run(line);

    assert.equal(exitCode, 2);
    assert.match(errors, /docker|hubspot|credential/);
  });

  test('takes the folder of a server of your own, with or without ways of access', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bizmcp-deploy-'));
    const surface = JSON.parse(readFileSync(join(hello, 'surface.json'), 'utf8'));
    const tell = (said: object) => writeFileSync(join(folder, 'surface.json'), JSON.stringify(said));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@acme/till', version: '2.0.0' }));
    tell({ ...surface, name: 'till', credentials: [] });

    const { output, exitCode } = await run(`deploy ${folder} --to docker --dry-run`, folder);

    assert.equal(exitCode, 0);
    assert.match(output, /ARG PACKAGE=@acme\/till@2\.0\.0/);
    assert.doesNotMatch(output, /@bizmcp\/hello/);
    assert.equal((await run(`deploy ${folder} --to docker --credential 2 --dry-run`, folder)).exitCode, 2);
    tell({ name: 'till' });
    const refused = await run('deploy ./ --to docker', folder);
    assert.equal(refused.exitCode, 1);
    assert.match(refused.errors, /surface\.json/);
    rmSync(folder, { recursive: true });
  });

  test('writes nothing in a dry run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bizmcp-deploy-'));
    for (const target of targets)
      assert.equal((await run(`deploy hello --to ${target} --dry-run`, folder)).exitCode, 0);

    assert.deepEqual(namesInFolder(folder), []);
    rmSync(folder, { recursive: true });
  });
});

function objectsOf(text: string) {
  return parseAllDocuments(text).map((document) => document.toJS());
}

function podOf(files: Map<string, string>) {
  return objectsOf(textOf(files, 'statefulset.yaml'))[0].spec.template.spec;
}

function modelOf(kind: string) {
  const models = { StatefulSet, HorizontalPodAutoscaler, NetworkPolicy, PodDisruptionBudget, Service, ServiceAccount };
  return Object.entries(models).find(([name]) => name === kind)?.[1] ?? assert.fail(`no schema for ${kind}`);
}
