import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type ApiKeyList, type CreatedApiKey, type NewApiKey } from '@orders/contracts';
import { type Observable } from 'rxjs';

const API_KEYS = '/api/v1/api-keys';

/** Keys by which programs act for their owner. */
@Injectable({ providedIn: 'root' })
export class ApiKeysApi {
  private readonly http = inject(HttpClient);

  list(): Observable<ApiKeyList> {
    return this.http.get<ApiKeyList>(API_KEYS);
  }

  /** The answer is the only one that holds the key itself. */
  create(request: NewApiKey): Observable<CreatedApiKey> {
    return this.http.post<CreatedApiKey>(API_KEYS, request);
  }

  revoke(id: string): Observable<void> {
    return this.http.delete<undefined>(`${API_KEYS}/${id}`);
  }
}
