/** A question that makes no sense: its filter, its order or its place. What the client gets of it depends on the API. */
export class QueryRefused extends Error {}
