import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type Overview, type OverviewQuery } from '@orders/contracts';
import { type Observable } from 'rxjs';
import { query } from './query';

@Injectable({ providedIn: 'root' })
export class OverviewApi {
  private readonly http = inject(HttpClient);

  get(range: OverviewQuery): Observable<Overview> {
    return this.http.get<Overview>('/api/v1/overview', { params: query(range) });
  }
}
