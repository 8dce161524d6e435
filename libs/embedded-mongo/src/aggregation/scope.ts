/** User and system variables, by name without `$$`. */
export type Variables = Readonly<Record<string, unknown>>;

/** What an expression is evaluated in. */
export interface Scope {
  /** The document being worked on (`$$ROOT`). */
  readonly root: unknown;
  readonly variables: Variables;
}

const none: Variables = {};

/** A scope for one document. */
export function newScope(root: unknown, variables: Variables = none): Scope {
  return { root, variables };
}

/** The same scope with further variables. */
export function withVariables(scope: Scope, variables: Variables): Scope {
  return { root: scope.root, variables: { ...scope.variables, ...variables } };
}

/** An expression ready to run; gives undefined for missing. */
export type Evaluate = (scope: Scope) => unknown;

/** Makes an expression out of one operator's operand; `compile` is for expressions inside. */
export type OperatorCompiler = (operand: unknown, compile: (expression: unknown) => Evaluate) => Evaluate;
