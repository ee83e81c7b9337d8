// Reads Kubernetes objects, a JSON array, from standard input; prints what is wrong with them, a JSON array of sentences.
// Types, missing fields and patterns by the schemas of kubernetes-models; Pod Security "restricted" and practices by Monokle.
// Neither needs a cluster or a network.
import {createDefaultMonokleValidator} from '@monokle/validation';
import {readFileSync} from 'node:fs';

/** Packages of other people's kinds; Strimzi's are read by its own classes. */
const PACKAGES = {'monitoring.coreos.com': '@kubernetes-models/prometheus-operator', 'keda.sh': '@kubernetes-models/keda'};
const ELSEWHERE = 'kafka.strimzi.io';

/**
 * Rules that are off unless asked for: Pod Security "restricted" (PSS2..), requests and limits, tokens, ports, mounts, tags.
 * Left off: a limit of CPU (KBP003), which would halt a trainer that could use an idle core; and secrets in the environment
 * (KBP111, KBP112), where services find the passwords of their key stores.
 */
const STRICT = [
  'PSS201', 'PSS202', 'PSS203', 'PSS204', 'PSS205', 'PSS206',
  'KBP002', 'KBP004', 'KBP005', 'KBP106', 'KBP110', 'KBP113', 'KBP114', 'KBP115', 'KBP116',
];

const name = object => `${object.kind} ${object.metadata?.name}`;

async function types(object) {
  const [version, group] = object.apiVersion.split('/').reverse();
  if (group === ELSEWHERE) return [];
  const path = [PACKAGES[group] ?? 'kubernetes-models', group, version, object.kind].filter(Boolean).join('/');
  try {
    const kinds = await import(path);
    new kinds[object.kind](object).validate();
    return [];
  } catch (wrong) {
    return [`${name(object)}: ${wrong.message}`];
  }
}

async function practices(objects) {
  const resources = objects.map((content, id) => ({
    id: String(id), fileId: String(id), filePath: `${id}.yaml`, fileOffset: 0, content, text: JSON.stringify(content),
    name: content.metadata.name, apiVersion: content.apiVersion, kind: content.kind, namespace: content.metadata.namespace,
  }));
  const validator = createDefaultMonokleValidator();
  await validator.preload({
    plugins: {'pod-security-standards': true, practices: true},
    rules: Object.fromEntries(STRICT.map(rule => [rule, true])),
  });
  const answer = await validator.validate({resources});
  return answer.runs.flatMap(run => run.results).map(found => {
    const place = parseInt(found.locations[0].physicalLocation.artifactLocation.uri, 10);
    return `${name(objects[place] ?? {})}: ${found.ruleId}: ${found.message.text}`;
  });
}

const objects = JSON.parse(readFileSync(0, 'utf8'));
const wrong = [...(await Promise.all(objects.map(types))).flat(), ...(await practices(objects))];
process.stdout.write(`${JSON.stringify(wrong)}\n`);
