import { Module } from '@nestjs/common';
import { WorkFolders } from './work-folders';

/** Temporary folders. */
@Module({ providers: [WorkFolders], exports: [WorkFolders] })
export class WorkspaceModule {}
