import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import type { RecordedRequest } from '../webex-emulator/http.ts';

/**
 * The official OpenAPI document of Webex Wholesale (webex/webex-openapi-specs, CC BY 4.0). It is not part of the
 * project: TIEOUT_OPENAPI names it, or it lies beside the checkout.
 */
export function openApiPath(): string | undefined {
  const named = process.env['TIEOUT_OPENAPI'];
  const path = named ?? resolve(import.meta.dirname, '../../../../shared/webex/webex-wholesale.json');
  return existsSync(path) ? path : undefined;
}

type Json = Record<string, unknown>;
interface Operation {
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: Json }[];
  readonly requestBody?: { content: Record<string, { schema: Json }> };
  readonly responses: Record<string, { content?: Record<string, { schema: Json; example?: unknown }> }>;
}

/** The document, and how an exchange is held against it. */
export interface OpenApi {
  /** What is wrong with a request or its answer, each with the name under which it may be tolerated. */
  readonly findings: (exchange: RecordedRequest) => string[];
  readonly operation: (method: string, path: string) => Operation | undefined;
  readonly schema: (name: string) => Json;
}

/** Reads the document; schemas are closed, so that a property that it does not know is a finding. */
export function readOpenApi(path: string): OpenApi {
  const document = JSON.parse(readFileSync(path, 'utf8')) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Json> };
  };
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false });
  ajv.addSchema(closed(document) as Json, 'openapi');
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  const check = (schema: Json, value: unknown): string[] => {
    const key = JSON.stringify(schema);
    let validate = compiled.get(key);
    if (!validate) {
      validate = ajv.compile(closed(rebased(schema)) as Json);
      compiled.set(key, validate);
    }
    if (validate(value) === true) return [];
    return (validate.errors ?? []).map((error) => {
      const name = (error.params as { additionalProperty?: string }).additionalProperty;
      return `${error.instancePath}${name === undefined ? '' : `/${name}`} ${error.keyword}`;
    });
  };
  const operation = (method: string, requestPath: string): Operation | undefined => {
    for (const [template, methods] of Object.entries(document.paths)) {
      const pattern = new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`);
      if (pattern.test(requestPath)) return methods[method.toLowerCase()];
    }
    return undefined;
  };

  const requestFindings = (exchange: RecordedRequest, described: Operation): string[] => {
    const found: string[] = [];
    for (const [name, value] of Object.entries(exchange.query)) {
      const parameter = described.parameters?.find((known) => known.in === 'query' && known.name === name);
      if (parameter === undefined) found.push(`request: query ${name} unknown`);
      else {
        const isNumber = parameter.schema['type'] === 'integer' && /^\d+$/.test(value);
        found.push(
          ...check(parameter.schema, isNumber ? Number(value) : value).map(
            (text) => `request: query ${name}${text}`,
          ),
        );
      }
    }
    for (const parameter of described.parameters ?? []) {
      const isMissing =
        parameter.in === 'query' && parameter.required === true && !(parameter.name in exchange.query);
      if (isMissing) found.push(`request: query ${parameter.name} missing`);
    }
    const schema = described.requestBody?.content['application/json']?.schema;
    if (schema === undefined) {
      if (exchange.body !== '') found.push('request: body unexpected');
    } else found.push(...check(schema, JSON.parse(exchange.body)).map((text) => `request: body${text}`));
    return found;
  };

  const answerFindings = (exchange: RecordedRequest, described: Operation): string[] => {
    const { answer } = exchange;
    if (answer === undefined) return [];
    const response = described.responses[String(answer.status)];
    if (response === undefined) return [`answer: status ${answer.status} undocumented`];
    const schema = response.content?.['application/json']?.schema;
    // No failure has a schema in the document, and a deletion has no content.
    if (schema === undefined)
      return answer.status < 300 && answer.body !== '' ? ['answer: body unexpected'] : [];
    return check(schema, JSON.parse(answer.body)).map((text) => `answer: ${text.replace(/\/\d+\//, '/n/')}`);
  };

  return {
    operation,
    schema: (name) => document.components.schemas[name] ?? {},
    findings: (exchange) => {
      const described = operation(exchange.method, exchange.path.replace(/^\/v1/, ''));
      if (described === undefined) return [`${exchange.method} ${exchange.path} undocumented`];
      return [...requestFindings(exchange, described), ...answerFindings(exchange, described)];
    },
  };
}

/** Closes every object schema: the document leaves them open, and a misspelt name would pass. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, closed(inner)]));
  const isObjectSchema = copy['type'] === 'object' && typeof copy['properties'] === 'object';
  return isObjectSchema ? { ...copy, additionalProperties: false } : copy;
}

/** References within the document, as references into the schema that ajv holds. */
function rebased(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"$ref":"#/', '"$ref":"openapi#/'));
}
