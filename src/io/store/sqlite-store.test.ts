/** The store in SQLite keeps the contract. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from './sqlite-store.ts'
import { storeContract } from './store.contract.ts'

storeContract({
  name: 'in SQLite',
  open: () => {
    const directory = mkdtempSync(join(tmpdir(), 'coterie-store-'))
    const path = join(directory, 'record.sqlite')
    let current = openSqliteStore(path, 'write')
    return {
      store: current,
      reopen: () => {
        current.close()
        current = openSqliteStore(path, 'write')
        return current
      },
      cleanUp: () => {
        current.close()
        rmSync(directory, { recursive: true, force: true })
      },
    }
  },
})
