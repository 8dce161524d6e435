import { Body, Controller, Get, Param, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { User, UserChange, UserListQuery, UserPage } from '@orders/contracts';
import { Audited } from '../audit/audited.decorator';
import { OnlyFor } from '../auth/auth.decorators';
import { ObjectId } from '../jobs/object-id.schema';
import { ApiProblem } from '../problem/api-problem.decorator';
import { UsersService } from './users.service';

@ApiTags('Users')
@ApiBearerAuth()
@OnlyFor('admin')
@ApiProblem(401, 'unauthenticated')
@ApiProblem(403, 'forbidden')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @ApiOperation({ summary: 'List accounts' })
  @ApiOkResponse({ standardSchema: UserPage })
  list(@Query({ schema: UserListQuery }) query: UserListQuery): Promise<UserPage> {
    return this.users.list(query);
  }

  @Patch(':id')
  @Audited('account_changed')
  @ApiOperation({
    summary: "Change an account's role, or switch it off",
    description: 'Ends its sessions when switched off.',
  })
  @ApiOkResponse({ standardSchema: User })
  @ApiProblem(404, 'not_found')
  @ApiProblem(409, 'last_admin')
  change(
    @Param('id', { schema: ObjectId }) id: string,
    @Body({ schema: UserChange }) change: UserChange,
  ): Promise<User> {
    return this.users.change(id, change);
  }
}
