import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { type ProblemCode, ProblemDetails } from '@orders/contracts';

/** Documents a refusal of an operation: its status and its codes. */
export const ApiProblem = (status: number, ...codes: ProblemCode[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiResponse({
      status,
      description: codes.map((code) => `\`${code}\``).join(', '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } } },
    }),
  );

/** The contract that every {@link ApiProblem} refers to. */
export const problemSchema = ProblemDetails;
