/** The store in memory keeps the contract. */
import { memoryStore } from './memory-store.ts'
import { storeContract } from './store.contract.ts'

storeContract({
  name: 'in memory',
  open: () => {
    const store = memoryStore()
    return { store, reopen: { skip: 'it forgets when it is closed' }, cleanUp: () => store.close() }
  },
})
