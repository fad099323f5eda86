// Made from the OpenAPI document by scripts/client-types.ts; do not edit. See CONTRIBUTING.md.

/** Kinds of records by their path, with what they take and give. */
export interface Kinds {
  'bulk-runs': {
    record: {
      id: string
      entity: string
      act:
        | { kind: 'edit'; changes: Record<string, unknown> }
        | { kind: 'assign'; owner: string }
        | { kind: 'move'; stage: string }
        | { kind: 'step'; next: { kind?: string; dueAt?: string; owner?: string; title?: string } }
        | { kind: 'tag'; add: string[]; remove: string[] }
        | { kind: 'delete' }
      status: 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone'
      total: number
      changed: number
      unchanged: number
      refused: number
      done: number
      undone: number
      kept: number
      failure: { code: string; params: Record<string, unknown> } | null
      startedAt: string
      finishedAt: string | null
    }
    create: never
    changes: never
  }
  companies: {
    record: {
      id: string
      version: number
      name: string | null
      industry: string | null
      phone: string | null
      email: string | null
      website: string | null
      country: string | null
      city: string | null
      address: string | null
      taxId: string | null
      employees: number | null
      annualRevenue: { amount: number; currency: string } | null
      foundedYear: number | null
      parent: string | null
      description: string | null
      externalId: string | null
      owner: string | null
      tags: string[] | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      industry?: string | null
      phone?: string | null
      email?: string | null
      website?: string | null
      country?: string | null
      city?: string | null
      address?: string | null
      taxId?: string | null
      employees?: number | null
      annualRevenue?: { amount: number; currency: string } | null
      foundedYear?: number | null
      parent?: string | null
      description?: string | null
      externalId?: string | null
      owner?: string | null
      tags?: string[] | null
    }
    changes: {
      name?: string
      industry?: string | null
      phone?: string | null
      email?: string | null
      website?: string | null
      country?: string | null
      city?: string | null
      address?: string | null
      taxId?: string | null
      employees?: number | null
      annualRevenue?: { amount: number; currency: string } | null
      foundedYear?: number | null
      parent?: string | null
      description?: string | null
      externalId?: string | null
      owner?: string | null
      tags?: string[] | null
    }
  }
  contacts: {
    record: {
      id: string
      version: number
      name: string | null
      company: string | null
      jobTitle: string | null
      department: string | null
      phone: string | null
      email: string | null
      city: string | null
      birthday: string | null
      source: string | null
      basis: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee' | null
      basisOn: string | null
      basisSource: string | null
      description: string | null
      externalId: string | null
      owner: string | null
      tags: string[] | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      company?: string | null
      jobTitle?: string | null
      department?: string | null
      phone?: string | null
      email?: string | null
      city?: string | null
      birthday?: string | null
      source?: string | null
      basis?: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee' | null
      basisOn?: string | null
      basisSource?: string | null
      description?: string | null
      externalId?: string | null
      owner?: string | null
      tags?: string[] | null
    }
    changes: {
      name?: string
      company?: string | null
      jobTitle?: string | null
      department?: string | null
      phone?: string | null
      email?: string | null
      city?: string | null
      birthday?: string | null
      source?: string | null
      basis?: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee' | null
      basisOn?: string | null
      basisSource?: string | null
      description?: string | null
      externalId?: string | null
      owner?: string | null
      tags?: string[] | null
    }
  }
  custom_fields: {
    record: {
      id: string
      version: number
      entity: string | null
      name: string | null
      type:
        | 'text'
        | 'longText'
        | 'richText'
        | 'number'
        | 'money'
        | 'percent'
        | 'rating'
        | 'date'
        | 'dateTime'
        | 'yesNo'
        | 'choice'
        | 'multiChoice'
        | 'email'
        | 'phone'
        | 'address'
        | 'url'
        | 'file'
        | 'autonumber'
        | 'person'
        | 'link'
        | 'links'
        | 'formula'
        | 'rollUp'
        | null
      names: { en?: string; ru?: string } | null
      help: { en?: string; ru?: string } | null
      required: boolean | null
      isUnique: boolean | null
      initial: unknown | null
      options: Record<string, unknown> | null
      position: number | null
      archivedAt: string | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: never
    changes: never
  }
  custom_objects: {
    record: {
      id: string
      version: number
      name: string | null
      one: { en?: string; ru?: string } | null
      many: { en?: string; ru?: string } | null
      position: number | null
      archivedAt: string | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: never
    changes: never
  }
  deals: {
    record: {
      id: string
      version: number
      title: string | null
      company: string | null
      contact: string | null
      product: string | null
      amount: { amount: number; currency: string } | null
      closeOn: string | null
      startedOn: string | null
      source: string | null
      attempts: number | null
      description: string | null
      answers: Record<string, string> | null
      externalId: string | null
      pipeline: string | null
      stage: string | null
      owner: string | null
      tags: string[] | null
      status: 'open' | 'won' | 'lost' | null
      nextStep: string | null
      nextStepDueAt: string | null
      stageSince: string | null
      closedAt: string | null
      closeReason: string | null
      createdAt: string | null
      updatedAt: string | null
      step: {
        id: string
        kind: string
        title: string | null
        dueAt: string
        owner: string
        attempt: number
        postponements: number
      } | null
    }
    create: {
      title: string
      company?: string | null
      contact?: string | null
      product?: string | null
      amount?: { amount: number; currency: string } | null
      closeOn?: string | null
      startedOn?: string | null
      source?: string | null
      attempts?: number | null
      description?: string | null
      answers?: Record<string, string> | null
      externalId?: string | null
      pipeline?: string
      stage?: string
      owner?: string
      tags?: string[] | null
      nextStep?: { kind?: string; dueAt?: string; owner?: string; title?: string }
    }
    changes: {
      title?: string
      company?: string | null
      contact?: string | null
      product?: string | null
      amount?: { amount: number; currency: string } | null
      closeOn?: string | null
      startedOn?: string | null
      source?: string | null
      attempts?: number | null
      description?: string | null
      answers?: Record<string, string> | null
      externalId?: string | null
      pipeline?: string
      stage?: string
      owner?: string
      tags?: string[] | null
    }
  }
  exports: {
    record: {
      id: string
      owner: string
      entity: string
      format: 'csv' | 'xlsx' | 'jsonl' | 'vcf'
      status: 'running' | 'ready' | 'failed' | 'gone'
      rows: number
      bytes: number | null
      columns: string[] | null
      filter: unknown
      q: string | null
      named: number | null
      failure: { code: string; params: Record<string, unknown> } | null
      fetched: number
      createdAt: string
      finishedAt: string | null
    }
    create: never
    changes: never
  }
  files: {
    record: {
      id: string
      version: number
      name: string | null
      size: number | null
      mediaType: string | null
      sha256: string | null
      state: 'ready' | 'checking' | 'infected' | null
      lead: string | null
      deal: string | null
      contact: string | null
      company: string | null
      note: string | null
      object: string | null
      objectRecord: string | null
      inField: string | null
      author: string | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: never
    changes: never
  }
  imports: {
    record: {
      id: string
      version: number
      fileName: string | null
      entity: string | null
      status:
        | 'draft'
        | 'checking'
        | 'checked'
        | 'running'
        | 'done'
        | 'failed'
        | 'cancelled'
        | 'undoing'
        | 'undone'
        | null
      file: {
        size: number
        format: 'csv' | 'xlsx' | 'ods' | 'html' | 'vcard' | 'json'
        encoding: string | null
        delimiter: string | null
        sheets: string[]
        sheet: string | null
        headerRow: number
        headings: string[]
        sample: string[][]
        estimatedRows: number | null
      } | null
      settings: {
        entity: 'lead' | 'contact' | 'company' | 'deal' | 'product' | 'user' | 'team' | string
        encoding?: string
        delimiter?: string
        sheet?: string
        headerRow?: number
        columns: Record<string, string>
        values: Record<string, Record<string, string>>
        titleTemplate?: string
        match: string[]
        onDuplicate: 'updateEmpty' | 'overwrite' | 'skip' | 'create'
        onInvalid: 'keepAsText' | 'refuse'
        createMissing: ('company' | 'contact' | 'product' | 'team' | 'stage')[]
        owner?:
          | { mode: 'one'; user: string }
          | { mode: 'roundRobin'; users: string[] }
          | { mode: 'column'; user: string }
        pipeline?: string
        currency?: string
        basis?: {
          kind: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee'
          on?: string
          source?: string
        }
        dates?: 'dayFirst' | 'monthFirst'
        nextStep: { kind?: string; startOn?: string; perDay: number }
      } | null
      counts: {
        created: number
        updated: number
        unchanged: number
        skipped: number
        failed: number
        warnings: number
        linked?: Record<string, { created: number; found: number }>
        undone?: number
        kept?: number
      } | null
      position: number | null
      progress: number | null
      failure: { code: string; params: Record<string, unknown> } | null
      owner: string | null
      finishedAt: string | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: never
    changes: never
  }
  layouts: {
    record: {
      id: string
      version: number
      entity: string | null
      config: {
        sections: {
          id: string
          title?: { en?: string; ru?: string }
          columns?: 1 | 2
          collapsed?: true
          fields: {
            name: string
            help?: { en?: string; ru?: string }
            start?: { days: number } | { me: true } | { value: unknown }
            page?: false
            form?: 'more' | 'none'
            pipelines?: string[]
            roles?: string[]
            requiredAt?: string[]
            requiredToWin?: true
          }[]
        }[]
      } | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: never
    changes: never
  }
  leads: {
    record: {
      id: string
      version: number
      name: string | null
      companyName: string | null
      jobTitle: string | null
      phone: string | null
      email: string | null
      website: string | null
      city: string | null
      source: string | null
      basis: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee' | null
      basisOn: string | null
      basisSource: string | null
      budget: { amount: number; currency: string } | null
      score: number | null
      attempts: number | null
      description: string | null
      answers: Record<string, string> | null
      externalId: string | null
      pipeline: string | null
      stage: string | null
      owner: string | null
      contact: string | null
      company: string | null
      deal: string | null
      tags: string[] | null
      status: 'open' | 'won' | 'lost' | null
      nextStep: string | null
      nextStepDueAt: string | null
      stageSince: string | null
      closedAt: string | null
      closeReason: string | null
      createdAt: string | null
      updatedAt: string | null
      step: {
        id: string
        kind: string
        title: string | null
        dueAt: string
        owner: string
        attempt: number
        postponements: number
      } | null
    }
    create: {
      name: string
      companyName?: string | null
      jobTitle?: string | null
      phone?: string | null
      email?: string | null
      website?: string | null
      city?: string | null
      source?: string | null
      basis?: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee' | null
      basisOn?: string | null
      basisSource?: string | null
      budget?: { amount: number; currency: string } | null
      score?: number | null
      attempts?: number | null
      description?: string | null
      answers?: Record<string, string> | null
      externalId?: string | null
      pipeline?: string
      stage?: string
      owner?: string
      tags?: string[] | null
      nextStep?: { kind?: string; dueAt?: string; owner?: string; title?: string }
    }
    changes: {
      name?: string
      companyName?: string | null
      jobTitle?: string | null
      phone?: string | null
      email?: string | null
      website?: string | null
      city?: string | null
      source?: string | null
      basis?: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee' | null
      basisOn?: string | null
      basisSource?: string | null
      budget?: { amount: number; currency: string } | null
      score?: number | null
      attempts?: number | null
      description?: string | null
      answers?: Record<string, string> | null
      externalId?: string | null
      pipeline?: string
      stage?: string
      owner?: string
      tags?: string[] | null
    }
  }
  notes: {
    record: {
      id: string
      version: number
      text: string | null
      kind: 'note' | 'call' | 'mail' | 'meeting' | null
      lead: string | null
      deal: string | null
      contact: string | null
      company: string | null
      isPinned: boolean | null
      mentions: string[] | null
      author: string | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      text: string
      kind?: 'note' | 'call' | 'mail' | 'meeting'
      lead?: string | null
      deal?: string | null
      contact?: string | null
      company?: string | null
      isPinned?: boolean | null
    }
    changes: { text?: string; isPinned?: boolean | null }
  }
  pipelines: {
    record: {
      id: string
      version: number
      name: string | null
      worksOn: 'lead' | 'deal' | null
      position: number | null
      refusalReasons: string[] | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: { name: string; worksOn: 'lead' | 'deal'; position?: number; refusalReasons?: string[] | null }
    changes: { name?: string; position?: number; refusalReasons?: string[] | null }
  }
  plans: {
    record: {
      id: string
      version: number
      user: string | null
      period: 'day' | 'week' | 'month' | null
      steps: number | null
      results: number | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: { user: string; period: 'day' | 'week' | 'month'; steps: number; results?: number | null }
    changes: { steps?: number; results?: number | null }
  }
  products: {
    record: {
      id: string
      version: number
      name: string | null
      sku: string | null
      category: string | null
      price: { amount: number; currency: string } | null
      tags: string[] | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      sku?: string | null
      category?: string | null
      price?: { amount: number; currency: string } | null
      tags?: string[] | null
    }
    changes: {
      name?: string
      sku?: string | null
      category?: string | null
      price?: { amount: number; currency: string } | null
      tags?: string[] | null
    }
  }
  roles: {
    record: {
      id: string
      version: number
      name: string | null
      key: string | null
      grants: Record<string, Record<string, 'no' | 'own' | 'team' | 'all'>> | null
      exportRows: number | null
      fieldLimits: Record<string, Record<string, 'read' | 'masked' | 'hidden'>> | null
      viewsPerHour: number | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      grants?: Record<string, Record<string, 'no' | 'own' | 'team' | 'all'>>
      exportRows?: number | null
      fieldLimits?: Record<string, Record<string, 'read' | 'masked' | 'hidden'>>
      viewsPerHour?: number | null
    }
    changes: {
      name?: string
      grants?: Record<string, Record<string, 'no' | 'own' | 'team' | 'all'>>
      exportRows?: number | null
      fieldLimits?: Record<string, Record<string, 'read' | 'masked' | 'hidden'>>
      viewsPerHour?: number | null
    }
  }
  scripts: {
    record: {
      id: string
      version: number
      name: string | null
      pipeline: string | null
      attempt: number | null
      opening: string | null
      questions: { id: string; text: string; field?: string }[] | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      pipeline: string
      attempt?: number
      opening?: string | null
      questions?: { id: string; text: string; field?: string }[]
    }
    changes: {
      name?: string
      pipeline?: string
      attempt?: number
      opening?: string | null
      questions?: { id: string; text: string; field?: string }[]
    }
  }
  stages: {
    record: {
      id: string
      version: number
      name: string | null
      pipeline: string | null
      position: number | null
      probability: number | null
      stepKind: string | null
      stepDelayMinutes: number | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      pipeline: string
      position?: number
      probability?: number | null
      stepKind: string
      stepDelayMinutes?: number
    }
    changes: {
      name?: string
      position?: number
      probability?: number | null
      stepKind?: string
      stepDelayMinutes?: number
    }
  }
  step_kinds: {
    record: {
      id: string
      version: number
      name: string | null
      icon: 'phone' | 'mail' | 'message' | 'meeting' | 'task' | 'document' | null
      position: number | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      icon: 'phone' | 'mail' | 'message' | 'meeting' | 'task' | 'document'
      position?: number
    }
    changes: {
      name?: string
      icon?: 'phone' | 'mail' | 'message' | 'meeting' | 'task' | 'document'
      position?: number
    }
  }
  steps: {
    record: {
      id: string
      version: number
      title: string | null
      lead: string | null
      deal: string | null
      kind: string | null
      dueAt: string | null
      owner: string | null
      attempt: number | null
      postponements: number | null
      outcome: 'result' | 'postponed' | 'refused' | null
      outcomeNote: string | null
      reason: string | null
      changedOffer: string | null
      closedAt: string | null
      closedBy: string | null
      followedBy: string | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: never
    changes: never
  }
  tags: {
    record: {
      id: string
      version: number
      name: string | null
      colour: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'violet' | 'pink' | null
      isArchived: boolean | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      colour?: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
      isArchived?: boolean | null
    }
    changes: {
      name?: string
      colour?: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
      isArchived?: boolean | null
    }
  }
  teams: {
    record: {
      id: string
      version: number
      name: string | null
      lead: string | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: { name: string; lead?: string | null }
    changes: { name?: string; lead?: string | null }
  }
  users: {
    record: {
      id: string
      version: number
      name: string | null
      email: string | null
      phone: string | null
      jobTitle: string | null
      role: string | null
      team: string | null
      isActive: boolean | null
      timeZone: string | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      email?: string | null
      phone?: string | null
      jobTitle?: string | null
      role?: string | null
      team?: string | null
      timeZone?: string | null
    }
    changes: {
      name?: string
      email?: string | null
      phone?: string | null
      jobTitle?: string | null
      role?: string | null
      team?: string | null
      timeZone?: string | null
    }
  }
  views: {
    record: {
      id: string
      version: number
      name: string | null
      entity: string | null
      config: {
        layout: 'list' | 'board' | 'calendar'
        filter?: unknown
        sort?: string[]
        columns?: { field: string; width?: number }[]
        pipeline?: string
        by?: string
        lanes?: string
        sum?: string
        day?: string
        footers?: Record<string, 'sum' | 'average' | 'least' | 'most' | 'filled' | 'empty'>
      } | null
      sharing: 'personal' | 'team' | 'everyone' | null
      isPinned: boolean | null
      position: number | null
      isDefault: boolean | null
      role: string | null
      owner: string | null
      createdAt: string | null
      updatedAt: string | null
    }
    create: {
      name: string
      entity: string
      config: {
        layout?: 'list' | 'board' | 'calendar'
        filter?: unknown
        sort?: string[]
        columns?: { field: string; width?: number }[]
        pipeline?: string
        by?: string
        lanes?: string
        sum?: string
        day?: string
        footers?: Record<string, 'sum' | 'average' | 'least' | 'most' | 'filled' | 'empty'>
      }
      sharing?: 'personal' | 'team' | 'everyone'
      isPinned?: boolean
      position?: number | null
      isDefault?: boolean
      role?: string | null
    }
    changes: {
      name?: string
      config?: {
        layout?: 'list' | 'board' | 'calendar'
        filter?: unknown
        sort?: string[]
        columns?: { field: string; width?: number }[]
        pipeline?: string
        by?: string
        lanes?: string
        sum?: string
        day?: string
        footers?: Record<string, 'sum' | 'average' | 'least' | 'most' | 'filled' | 'empty'>
      }
      sharing?: 'personal' | 'team' | 'everyone'
      isPinned?: boolean
      position?: number | null
      isDefault?: boolean
      role?: string | null
    }
  }
}

/** Verbs: POST /api/v1/commands/<name>. */
export interface Commands {
  'apiKey.create': {
    input: { name: string; scopes?: Record<string, 'read' | 'write'> | null; expiresAt?: string | null }
    output: { id: string; key: string }
  }
  'apiKey.createForService': {
    input: {
      name: string
      scopes?: Record<string, 'read' | 'write'> | null
      expiresAt?: string | null
      role?: string
      user?: string
    }
    output: { id: string; key: string; user: string }
  }
  'apiKey.revoke': { input: { id: string }; output: Record<string, never> }
  'audit.configure': {
    input: { accessDays?: number; binDays?: number | null }
    output: { accessDays: number; binDays: number | null }
  }
  'bin.erase': {
    input: { items: { entity: string; id: string }[] }
    output: {
      done: number
      failed: { id: string; code: string; params: Record<string, unknown> }[]
      event: string
    }
  }
  'bin.restore': {
    input: { items: { entity: string; id: string }[] }
    output: {
      done: number
      failed: { id: string; code: string; params: Record<string, unknown> }[]
      event: string
    }
  }
  'bin.restoreAct': {
    input: { event: string }
    output: {
      done: number
      failed: { id: string; code: string; params: Record<string, unknown> }[]
      event: string
    }
  }
  'bulk.cancel': {
    input: { id: string }
    output: { id: string; status: 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone' }
  }
  'bulk.preview': {
    input: {
      entity: string
      selection: { filter?: unknown; q?: string; ids?: string[] }
      act:
        | { kind: 'edit'; changes: Record<string, unknown> }
        | { kind: 'assign'; owner: string }
        | { kind: 'move'; stage: string }
        | { kind: 'step'; next: { kind?: string; dueAt?: string; owner?: string; title?: string } }
        | { kind: 'tag'; add?: string[]; remove?: string[] }
        | { kind: 'delete' }
    }
    output: { total: number; allowed: number }
  }
  'bulk.start': {
    input: {
      entity: string
      selection: { filter?: unknown; q?: string; ids?: string[] }
      act:
        | { kind: 'edit'; changes: Record<string, unknown> }
        | { kind: 'assign'; owner: string }
        | { kind: 'move'; stage: string }
        | { kind: 'step'; next: { kind?: string; dueAt?: string; owner?: string; title?: string } }
        | { kind: 'tag'; add?: string[]; remove?: string[] }
        | { kind: 'delete' }
      expect?: number
    }
    output: {
      id: string
      status: 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone'
      total: number
      changed: number
      unchanged: number
      refused: number
      failed: {
        id: string
        code: string
        params: Record<string, unknown>
        problems: { field: string; error: string; params?: Record<string, unknown> }[]
      }[]
      event: string | null
    }
  }
  'bulk.undo': {
    input: { id: string }
    output: { id: string; status: 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone' }
  }
  'duplicates.cancelScan': { input: Record<string, never>; output: Record<string, never> }
  'duplicates.configure': {
    input: { reviewFrom?: number; refuseFrom?: number; scanEvery?: 'day' | 'week' | 'month' | null }
    output: { reviewFrom: number; refuseFrom: number; scanEvery: 'day' | 'week' | 'month' | null }
  }
  'duplicates.decide': {
    input: { id: string; decision: 'distinct' | 'open' }
    output: { id: string; status: 'distinct' | 'open' }
  }
  'duplicates.startScan': { input: Record<string, never>; output: { id: string } }
  'export.prepare': {
    input: {
      entity: string
      format: 'csv' | 'xlsx' | 'jsonl' | 'vcf'
      selection?: { filter?: unknown; q?: string; ids?: string[] }
      sort?: string[]
      columns?: string[]
    }
    output: { id: string; status: 'running' | 'ready' | 'failed' | 'gone'; rows: number }
  }
  'export.schedule': {
    input: {
      entity: string
      format: 'csv' | 'xlsx' | 'jsonl' | 'vcf'
      selection?: { filter?: unknown; q?: string }
      sort?: string[]
      columns?: string[]
      every: 'day' | 'week' | 'month'
    }
    output: { id: string; nextAt: string }
  }
  'export.unschedule': { input: { id: string }; output: Record<string, never> }
  'favourite.order': { input: { ids: string[] }; output: Record<string, never> }
  'favourite.set': {
    input: { entity: string; id: string; isFavourite: boolean }
    output: { isFavourite: boolean }
  }
  'field.archive': { input: { field: string }; output: { id: string; name: string } }
  'field.cancelConversion': { input: { field: string }; output: { id: string } }
  'field.change': {
    input: {
      field: string
      names?: { en?: string; ru?: string }
      help?: { en?: string; ru?: string } | null
      required?: boolean
      unique?: boolean
      initial?: unknown
      options?: Record<string, unknown>
      position?: number
    }
    output: { id: string; name: string }
  }
  'field.convert': {
    input: {
      field: string
      type:
        | 'text'
        | 'longText'
        | 'richText'
        | 'number'
        | 'money'
        | 'percent'
        | 'rating'
        | 'date'
        | 'dateTime'
        | 'yesNo'
        | 'choice'
        | 'multiChoice'
        | 'email'
        | 'phone'
        | 'address'
        | 'url'
        | 'file'
        | 'autonumber'
        | 'person'
        | 'link'
        | 'links'
      options?: Record<string, unknown>
      reading?: { monthFirst?: boolean; currency?: string; addChoices?: boolean }
      onFailure?: 'refuse' | 'empty'
    }
    output: { id: string }
  }
  'field.create': {
    input: {
      entity: string
      name?: string
      type:
        | 'text'
        | 'longText'
        | 'richText'
        | 'number'
        | 'money'
        | 'percent'
        | 'rating'
        | 'date'
        | 'dateTime'
        | 'yesNo'
        | 'choice'
        | 'multiChoice'
        | 'email'
        | 'phone'
        | 'address'
        | 'url'
        | 'file'
        | 'autonumber'
        | 'person'
        | 'link'
        | 'links'
        | 'formula'
        | 'rollUp'
      names: { en?: string; ru?: string }
      help?: { en?: string; ru?: string } | null
      required?: boolean
      unique?: boolean
      initial?: unknown
      fill?: boolean
      options?: Record<string, unknown>
    }
    output: { id: string; name: string }
  }
  'field.previewConversion': {
    input: {
      field: string
      type:
        | 'text'
        | 'longText'
        | 'richText'
        | 'number'
        | 'money'
        | 'percent'
        | 'rating'
        | 'date'
        | 'dateTime'
        | 'yesNo'
        | 'choice'
        | 'multiChoice'
        | 'email'
        | 'phone'
        | 'address'
        | 'url'
        | 'file'
        | 'autonumber'
        | 'person'
        | 'link'
        | 'links'
      options?: Record<string, unknown>
      reading?: { monthFirst?: boolean; currency?: string; addChoices?: boolean }
      after?: string | null
      added?: string[]
    }
    output: {
      converts: number
      fails: number
      examples: { id: string; title: string; value: string; error: string; params: Record<string, unknown> }[]
      added: string[]
      next: string | null
      about: {
        filled: number
        empty: number
        losesUnique: boolean
        uses: { kind: 'view' | 'mapping'; id: string; name: string; breaks: boolean }[]
        hidden: number
      } | null
    }
  }
  'field.restore': { input: { field: string }; output: { id: string; name: string } }
  'field.undoConversion': { input: { field: string }; output: { id: string } }
  'file.remove': { input: { id: string }; output: { event: string } }
  'file.rename': { input: { id: string; name: string }; output: { name: string; event: string } }
  'import.cancel': { input: { id: string }; output: { id: string; status: string } }
  'import.check': { input: { id: string }; output: { id: string; status: string } }
  'import.configure': {
    input: {
      id: string
      settings: {
        entity: 'lead' | 'contact' | 'company' | 'deal' | 'product' | 'user' | 'team' | string
        encoding?: string
        delimiter?: string
        sheet?: string
        headerRow?: number
        columns: Record<string, string>
        values?: Record<string, Record<string, string>>
        titleTemplate?: string
        match?: string[]
        onDuplicate?: 'updateEmpty' | 'overwrite' | 'skip' | 'create'
        onInvalid?: 'keepAsText' | 'refuse'
        createMissing?: ('company' | 'contact' | 'product' | 'team' | 'stage')[]
        owner?:
          | { mode: 'one'; user: string }
          | { mode: 'roundRobin'; users: string[] }
          | { mode: 'column'; user: string }
        pipeline?: string
        currency?: string
        basis?: {
          kind: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee'
          on?: string
          source?: string
        }
        dates?: 'dayFirst' | 'monthFirst'
        nextStep?: { kind?: string; startOn?: string; perDay?: number }
      }
    }
    output: {
      id: string
      status: string
      file: {
        size: number
        format: 'csv' | 'xlsx' | 'ods' | 'html' | 'vcard' | 'json'
        encoding: string | null
        delimiter: string | null
        sheets: string[]
        sheet: string | null
        headerRow: number
        headings: string[]
        sample: string[][]
        estimatedRows: number | null
      }
    }
  }
  'import.fixRow': {
    input: { id: string; row: number; cells: Record<string, string> }
    output: { id: string; status: string }
  }
  'import.forgetMapping': { input: { id: string; mapping: string }; output: Record<string, never> }
  'import.remove': { input: { id: string }; output: Record<string, never> }
  'import.run': { input: { id: string }; output: { id: string; status: string } }
  'import.saveMapping': {
    input: {
      id: string
      name: string
      settings: {
        entity: 'lead' | 'contact' | 'company' | 'deal' | 'product' | 'user' | 'team' | string
        encoding?: string
        delimiter?: string
        sheet?: string
        headerRow?: number
        columns: Record<string, string>
        values?: Record<string, Record<string, string>>
        titleTemplate?: string
        match?: string[]
        onDuplicate?: 'updateEmpty' | 'overwrite' | 'skip' | 'create'
        onInvalid?: 'keepAsText' | 'refuse'
        createMissing?: ('company' | 'contact' | 'product' | 'team' | 'stage')[]
        owner?:
          | { mode: 'one'; user: string }
          | { mode: 'roundRobin'; users: string[] }
          | { mode: 'column'; user: string }
        pipeline?: string
        currency?: string
        basis?: {
          kind: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee'
          on?: string
          source?: string
        }
        dates?: 'dayFirst' | 'monthFirst'
        nextStep?: { kind?: string; startOn?: string; perDay?: number }
      }
    }
    output: Record<string, never>
  }
  'import.undo': { input: { id: string }; output: { id: string; status: string } }
  'layout.reset': { input: { entity: string; version?: number | null }; output: { event: string } }
  'layout.save': {
    input: {
      entity: string
      version?: number | null
      config: {
        sections: {
          id: string
          title?: { en?: string; ru?: string }
          columns?: 1 | 2
          collapsed?: true
          fields: {
            name: string
            help?: { en?: string; ru?: string }
            start?: { days: number } | { me: true } | { value: unknown }
            page?: false
            form?: 'more' | 'none'
            pipelines?: string[]
            roles?: string[]
            requiredAt?: string[]
            requiredToWin?: true
          }[]
        }[]
      }
    }
    output: { id: string; version: number; event: string }
  }
  'lead.convert': {
    input: {
      id: string
      contact:
        | { use: string }
        | { create: { name: string; phone?: string | null; email?: string | null; jobTitle?: string | null } }
      company?: { use: string } | { create: { name: string } }
      deal?: {
        title: string
        amount?: { amount: number; currency: string } | null
        pipeline?: string
        stage?: string
      }
      force?: boolean
    }
    output: { contact: string; company: string | null; deal: string | null; event: string }
  }
  'notification.choose': {
    input: {
      unwanted: (
        | 'mentioned'
        | 'assigned'
        | 'stepGiven'
        | 'followedClosed'
        | 'followedStage'
        | 'followedOwner'
        | 'followedNote'
        | 'importFinished'
        | 'exportReady'
        | 'webhookOff'
        | 'viewedMany'
      )[]
    }
    output: {
      unwanted: (
        | 'mentioned'
        | 'assigned'
        | 'stepGiven'
        | 'followedClosed'
        | 'followedStage'
        | 'followedOwner'
        | 'followedNote'
        | 'importFinished'
        | 'exportReady'
        | 'webhookOff'
        | 'viewedMany'
      )[]
    }
  }
  'notification.clearExceptions': { input: Record<string, never>; output: Record<string, never> }
  'notification.read': { input: { ids?: string[]; isRead?: boolean }; output: { changed: number } }
  'object.archive': { input: { object: string }; output: { id: string; name: string } }
  'object.change': {
    input: {
      object: string
      one?: { en?: string; ru?: string }
      many?: { en?: string; ru?: string }
      position?: number
    }
    output: { id: string; name: string }
  }
  'object.create': {
    input: { name?: string; one: { en?: string; ru?: string }; many: { en?: string; ru?: string } }
    output: { id: string; name: string }
  }
  'object.restore': { input: { object: string }; output: { id: string; name: string } }
  'recent.note': { input: { entity: string; id: string }; output: Record<string, never> }
  'record.follow': {
    input: {
      entity: string
      id: string
      isFollowing: boolean
      wants?: 'usual' | 'everything' | 'course' | 'notes'
    }
    output: { isFollowing: boolean; wants: 'usual' | 'everything' | 'course' | 'notes' }
  }
  'records.batch': {
    input: {
      entity: string
      atomic?: boolean
      items: (
        | {
            op: 'create'
            values: Record<string, unknown>
            nextStep?: { kind?: string; dueAt?: string; owner?: string; title?: string }
          }
        | { op: 'update'; id: string; version?: number | null; changes: Record<string, unknown> }
        | { op: 'delete'; id: string }
      )[]
    }
    output: {
      done: number
      items: {
        index: number
        result: 'created' | 'updated' | 'unchanged' | 'deleted'
        id: string
        version: number | null
      }[]
      failed: {
        index: number
        code: string
        params: Record<string, unknown>
        problems: { field: string; error: string; params?: Record<string, unknown> }[]
      }[]
      event: string
    }
  }
  'records.deleteMany': {
    input: { entity: string; ids: string[] }
    output: {
      done: number
      failed: { id: string; code: string; params: Record<string, unknown> }[]
      event: string
    }
  }
  'records.merge': {
    input: { entity: string; survivor: string; others: string[]; values?: Record<string, string> }
    output: { id: string; moved: Record<string, number>; event: string }
  }
  'records.place': {
    input: { entity: string; id: string; side: 'before' | 'after'; beside: string }
    output: Record<string, never>
  }
  'records.restore': { input: { entity: string; id: string }; output: { event: string } }
  'records.undo': { input: { event: string }; output: Record<string, never> }
  'records.unmerge': { input: { event: string }; output: { kept: string[]; event: string } }
  'records.updateMany': {
    input: { entity: string; ids: string[]; changes: Record<string, unknown> }
    output: {
      done: number
      failed: { id: string; code: string; params: Record<string, unknown> }[]
      event: string
    }
  }
  'records.upsert': {
    input: {
      entity: string
      by: string
      atomic?: boolean
      items: {
        key: string
        values: Record<string, unknown>
        nextStep?: { kind?: string; dueAt?: string; owner?: string; title?: string }
      }[]
    }
    output: {
      done: number
      items: {
        index: number
        result: 'created' | 'updated' | 'unchanged' | 'deleted'
        id: string
        version: number | null
      }[]
      failed: {
        index: number
        code: string
        params: Record<string, unknown>
        problems: { field: string; error: string; params?: Record<string, unknown> }[]
      }[]
      event: string
    }
  }
  'sample.load': {
    input: Record<string, never>
    output: { companies: number; contacts: number; leads: number; deals: number; steps: number }
  }
  'sample.remove': { input: Record<string, never>; output: { removed: number; handedOver: number } }
  'setting.reorder': {
    input: { entity: 'pipeline' | 'stage' | 'stepKind'; ids: string[] }
    output: { event: string }
  }
  'step.change': {
    input: { step: string; kind?: string; dueAt?: string; owner?: string; title?: string }
    output: {
      record: { entity: 'lead' | 'deal'; id: string; status: 'open' | 'won' | 'lost'; version: number }
      nextStep: { id: string; kind: string; dueAt: string; owner: string } | null
      event: string
    }
  }
  'step.complete': {
    input:
      | {
          step: string
          note?: string
          answers?: Record<string, string>
          outcome: 'result'
          stage?: string
          win?: boolean
          next?: { kind?: string; dueAt?: string; owner?: string; title?: string }
        }
      | {
          step: string
          note?: string
          answers?: Record<string, string>
          outcome: 'postponed'
          dueAt: string
          changedOffer?: string
          reason?: string
        }
      | {
          step: string
          note?: string
          answers?: Record<string, string>
          outcome: 'refused'
          reason: string
          returnInMonths?: 3 | 6 | 12
        }
    output: {
      record: { entity: 'lead' | 'deal'; id: string; status: 'open' | 'won' | 'lost'; version: number }
      nextStep: { id: string; kind: string; dueAt: string; owner: string } | null
      event: string
    }
  }
  'tag.change': {
    input: { entity: string; ids: string[]; add?: string[]; remove?: string[] }
    output: {
      done: number
      failed: { id: string; code: string; params: Record<string, unknown> }[]
      event: string
    }
  }
  'tag.merge': { input: { into: string; others: string[] }; output: { changed: number; event: string } }
  'user.activate': { input: { id: string }; output: { event: string } }
  'user.deactivate': {
    input: { id: string; heir?: string }
    output: {
      handedOver: { steps: number; leads: number; deals: number; contacts: number; companies: number }
      event: string
    }
  }
  'user.invite': {
    input: { name: string; email: string; role: string; team?: string | null }
    output: { user: string; link: string; expiresAt: string }
  }
  'webhook.create': {
    input: { name: string; url: string; events: string[] }
    output: { id: string; secret: string }
  }
  'webhook.delete': { input: { id: string }; output: Record<string, never> }
  'webhook.ping': { input: { id: string }; output: { delivery: string } }
  'webhook.renewSecret': { input: { id: string }; output: { secret: string } }
  'webhook.replay': { input: { delivery: string }; output: Record<string, never> }
  'webhook.update': {
    input: { id: string; name?: string; url?: string; events?: string[]; isActive?: boolean }
    output: Record<string, never>
  }
  'work.assign': {
    input: { entity: 'lead' | 'deal'; ids: string[]; owner: string }
    output: { assigned: number; event: string }
  }
  'work.lose': {
    input: { entity: 'lead' | 'deal'; id: string; reason: string; note?: string }
    output: {
      record: { entity: 'lead' | 'deal'; id: string; status: 'open' | 'won' | 'lost'; version: number }
      nextStep: { id: string; kind: string; dueAt: string; owner: string } | null
      event: string
    }
  }
  'work.move': {
    input: { entity: 'lead' | 'deal'; id: string; stage: string }
    output: {
      record: { entity: 'lead' | 'deal'; id: string; status: 'open' | 'won' | 'lost'; version: number }
      nextStep: { id: string; kind: string; dueAt: string; owner: string } | null
      event: string
    }
  }
  'work.reopen': {
    input: {
      entity: 'lead' | 'deal'
      id: string
      next?: { kind?: string; dueAt?: string; owner?: string; title?: string }
    }
    output: {
      record: { entity: 'lead' | 'deal'; id: string; status: 'open' | 'won' | 'lost'; version: number }
      nextStep: { id: string; kind: string; dueAt: string; owner: string } | null
      event: string
    }
  }
  'work.win': {
    input: { entity: 'lead' | 'deal'; id: string; note?: string }
    output: {
      record: { entity: 'lead' | 'deal'; id: string; status: 'open' | 'won' | 'lost'; version: number }
      nextStep: { id: string; kind: string; dueAt: string; owner: string } | null
      event: string
    }
  }
  'workspace.update': {
    input: {
      name?: string
      country?: string
      currency?: string
      timeZone?: string
      locale?: 'ru' | 'en'
      model?: 'transactional' | 'collaborative' | 'strategic'
    }
    output: {
      id: string
      name: string
      country: string
      currency: string
      timeZone: string
      locale: 'ru' | 'en'
      model: 'transactional' | 'collaborative' | 'strategic'
    }
  }
}

/** Questions: GET /api/v1<path>. */
export interface Questions {
  '/access-explanation': {
    query: { person: string; entity: string; record: string }
    answer: {
      person: { id: string; name: string }
      role: string | null
      team: string | null
      record: { entity: string; id: string; title: string }
      owner: { id: string; name: string } | null
      verdicts: {
        read: {
          isAllowed: boolean
          scope: 'no' | 'own' | 'team' | 'all'
          reasons: (
            | 'person.off'
            | 'record.in-bin'
            | 'read.not'
            | 'role.no'
            | 'role.own'
            | 'role.team'
            | 'role.all'
            | 'kind.unowned'
            | 'kind.rule'
            | 'owner.self'
            | 'owner.team'
            | 'owner.other'
            | 'owner.none'
            | 'step.self'
            | 'step.team'
          )[]
        }
        update: {
          isAllowed: boolean
          scope: 'no' | 'own' | 'team' | 'all'
          reasons: (
            | 'person.off'
            | 'record.in-bin'
            | 'read.not'
            | 'role.no'
            | 'role.own'
            | 'role.team'
            | 'role.all'
            | 'kind.unowned'
            | 'kind.rule'
            | 'owner.self'
            | 'owner.team'
            | 'owner.other'
            | 'owner.none'
            | 'step.self'
            | 'step.team'
          )[]
        }
        delete: {
          isAllowed: boolean
          scope: 'no' | 'own' | 'team' | 'all'
          reasons: (
            | 'person.off'
            | 'record.in-bin'
            | 'read.not'
            | 'role.no'
            | 'role.own'
            | 'role.team'
            | 'role.all'
            | 'kind.unowned'
            | 'kind.rule'
            | 'owner.self'
            | 'owner.team'
            | 'owner.other'
            | 'owner.none'
            | 'step.self'
            | 'step.team'
          )[]
        }
      }
      fields: Record<string, 'read' | 'masked' | 'hidden'>
    }
  }
  '/api-keys': {
    query: Record<string, never>
    answer: {
      items: {
        id: string
        name: string
        hint: string
        user: string
        isService: boolean
        scopes: Record<string, 'read' | 'write'> | null
        createdAt: string
        expiresAt: string | null
        lastUsedAt: string | null
      }[]
      titles: Record<string, string>
    }
  }
  '/audit': {
    query: {
      actor?: string
      kinds?: string
      entity?: string
      record?: string
      from?: string
      until?: string
      cursor?: string
      limit?: number
    }
    answer: {
      items: {
        id: string
        at: string
        told: string | null
        actor: string | null
        via: 'api' | 'import' | 'bulk' | 'system' | null
        kind: string
        entity: string
        record: string
        event: string
        data: Record<string, unknown>
        isErased: boolean
      }[]
      titles: Record<string, string>
      nextCursor: string | null
    }
  }
  '/audit.csv': {
    query: { actor?: string; kinds?: string; entity?: string; record?: string; from?: string; until?: string }
    answer: unknown
  }
  '/audit/access': {
    query: { user?: string; record?: string; cursor?: string; limit?: number }
    answer: {
      items: {
        id: string
        user: string
        kind: 'record' | 'file' | 'search'
        entity: string
        record: string | null
        firstAt: string
        lastAt: string
        count: number
        words: string[]
      }[]
      titles: Record<string, string>
      nextCursor: string | null
    }
  }
  '/audit/kinds': { query: Record<string, never>; answer: { kinds: string[] } }
  '/audit/seal': {
    query: Record<string, never>
    answer: { anchor: string | null; at: string | null; blocks: number; entries: number; waiting: number }
  }
  '/audit/settings': { query: Record<string, never>; answer: { accessDays: number; binDays: number | null } }
  '/audit/verify': {
    query: { after?: number; anchor?: string }
    answer: {
      block: number
      entries: number
      isDone: boolean
      broken: {
        block: number
        what: 'changed' | 'deleted' | 'inserted' | 'hidden' | 'seal' | 'missing' | 'cut' | 'replaced'
        from: string | null
        until: string | null
      } | null
    }
  }
  '/bin': {
    query: {
      entity?: string
      q?: string
      actor?: string
      from?: string
      until?: string
      cursor?: string
      limit?: number
    }
    answer: {
      items: {
        id: string
        entity: string
        record: string
        title: string
        at: string
        actor: string | null
        event: string
      }[]
      titles: Record<string, string>
      kinds: string[]
      nextCursor: string | null
    }
  }
  '/board': {
    query: {
      entity: string
      by?: string
      pipeline?: string
      filter?: string
      q?: string
      sort?: string
      sum?: string
      limit?: number
    }
    answer: {
      pipeline: string | null
      columns: {
        key: string | null
        stage: { id: string; name: string; probability: number } | null
        filter: unknown
        count: number
        sums: { amount: number; currency: string | null }[]
        items: { id: string; version: number }[]
        nextCursor: string | null
      }[]
      exact: boolean
      more: boolean
      titles: Record<string, string>
      shownFor: string | null
    }
  }
  '/bulk-runs/{id}': {
    query: { id: string }
    answer: {
      item: {
        id: string
        entity: string
        act:
          | { kind: 'edit'; changes: Record<string, unknown> }
          | { kind: 'assign'; owner: string }
          | { kind: 'move'; stage: string }
          | { kind: 'step'; next: { kind?: string; dueAt?: string; owner?: string; title?: string } }
          | { kind: 'tag'; add: string[]; remove: string[] }
          | { kind: 'delete' }
        status: 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone'
        total: number
        changed: number
        unchanged: number
        refused: number
        done: number
        undone: number
        kept: number
        failure: { code: string; params: Record<string, unknown> } | null
        startedAt: string
        finishedAt: string | null
      }
      titles: Record<string, string>
      reasons: { code: string; records: number }[]
    }
  }
  '/bulk-runs/{id}/refusals': {
    query: { cursor?: string; limit?: number; id: string }
    answer: {
      items: {
        id: string
        code: string
        params: Record<string, unknown>
        problems: { field: string; error: string; params?: Record<string, unknown> }[]
        title: string | null
      }[]
      nextCursor: string | null
    }
  }
  '/calendar': {
    query: { from: string; to: string; owner?: string | 'me' | 'team' | 'all' }
    answer: {
      steps: {
        id: string
        kind: string
        title: string | null
        dueAt: string
        owner: string
        attempt: number
        postponements: number
        closedAt: string | null
        outcome: string | null
        entity: 'lead' | 'deal'
        record: { id: string; title: string }
      }[]
      titles: Record<string, string>
      truncated: boolean
    }
  }
  '/changes': {
    query: { after?: string; entities?: string; limit?: number }
    answer: {
      items: {
        id: string
        at: string
        kind: string
        entity: string
        record: string
        actor: string | null
        via: 'api' | null
        event: string
        data: Record<string, unknown>
      }[]
      cursor: string
      more: boolean
    }
  }
  '/duplicates': {
    query: { entity: 'company' | 'contact' | 'lead'; cursor?: string; limit?: number }
    answer: {
      items: {
        id: string
        score: number
        reasons: { code: string; field: string; weight: number }[]
        records: { id: string; version: number }[]
      }[]
      titles: Record<string, string>
      nextCursor: string | null
      total: { count: number; exact: boolean }
    }
  }
  '/duplicates/find': {
    query: { entity: 'company' | 'contact' | 'lead'; values: string }
    answer: {
      items: {
        entity: string
        id: string
        title: string
        score: number
        isStrong: boolean
        reasons: { code: string; field: string; weight: number }[]
      }[]
    }
  }
  '/duplicates/scan': {
    query: Record<string, never>
    answer: {
      scan: {
        id: string
        status: 'running' | 'done' | 'failed' | 'cancelled'
        entity: 'company' | 'contact' | 'lead'
        progress: number
        compared: number
        found: number
        failure: { code: string; params: Record<string, unknown> } | null
        startedAt: string
        finishedAt: string | null
      } | null
    }
  }
  '/duplicates/settings': {
    query: Record<string, never>
    answer: { reviewFrom: number; refuseFrom: number; scanEvery: 'day' | 'week' | 'month' | null }
  }
  '/duplicates/waiting': { query: Record<string, never>; answer: { counts: Record<string, number> } }
  '/export-schedules': {
    query: Record<string, never>
    answer: {
      items: {
        id: string
        entity: string
        format: 'csv' | 'xlsx' | 'jsonl' | 'vcf'
        columns: string[] | null
        filter: unknown
        q: string | null
        sort: string[]
        every: 'day' | 'week' | 'month'
        nextAt: string
        failure: { code: string; params: Record<string, unknown> } | null
      }[]
    }
  }
  '/exports/{id}': {
    query: { id: string }
    answer: {
      item: {
        id: string
        owner: string
        entity: string
        format: 'csv' | 'xlsx' | 'jsonl' | 'vcf'
        status: 'running' | 'ready' | 'failed' | 'gone'
        rows: number
        bytes: number | null
        columns: string[] | null
        filter: unknown
        q: string | null
        named: number | null
        failure: { code: string; params: Record<string, unknown> } | null
        fetched: number
        createdAt: string
        finishedAt: string | null
      }
    }
  }
  '/favourites': {
    query: Record<string, never>
    answer: { items: { entity: string; id: string; title: string; of: string | null }[] }
  }
  '/fields/{id}/conversion': {
    query: { id: string }
    answer: {
      item: {
        id: string
        status: 'running' | 'done' | 'failed' | 'cancelled'
        from:
          | 'text'
          | 'longText'
          | 'richText'
          | 'number'
          | 'money'
          | 'percent'
          | 'rating'
          | 'date'
          | 'dateTime'
          | 'yesNo'
          | 'choice'
          | 'multiChoice'
          | 'email'
          | 'phone'
          | 'address'
          | 'url'
          | 'file'
          | 'autonumber'
          | 'person'
          | 'link'
          | 'links'
        to:
          | 'text'
          | 'longText'
          | 'richText'
          | 'number'
          | 'money'
          | 'percent'
          | 'rating'
          | 'date'
          | 'dateTime'
          | 'yesNo'
          | 'choice'
          | 'multiChoice'
          | 'email'
          | 'phone'
          | 'address'
          | 'url'
          | 'file'
          | 'autonumber'
          | 'person'
          | 'link'
          | 'links'
        undoes: boolean
        total: number
        filled: number
        emptied: number
        failure: { code: string; params: Record<string, unknown> } | null
        startedAt: string
        finishedAt: string | null
        undoableUntil: string | null
      } | null
    }
  }
  '/file-limits': {
    query: Record<string, never>
    answer: { largest: number; quota: number | null; used: number }
  }
  '/files/{id}/text': { query: { id: string }; answer: { lines: string[]; isWhole: boolean } }
  '/followers': {
    query: { entity: string; record: string }
    answer: {
      isFollowing: boolean
      wants: 'usual' | 'everything' | 'course' | 'notes'
      people: { id: string; name: string }[]
    }
  }
  '/groups': {
    query: { entity: string; filter?: string; q?: string; by: string; sum?: string }
    answer: {
      groups: {
        key: string | null
        filter: unknown
        count: number
        sums: { amount: number; currency: string | null }[]
      }[]
      exact: boolean
      more: boolean
      titles: Record<string, string>
    }
  }
  '/imports/{id}/mappings': {
    query: { id: string }
    answer: {
      items: {
        id: string
        name: string
        isNamed: boolean
        settings: {
          entity: 'lead' | 'contact' | 'company' | 'deal' | 'product' | 'user' | 'team' | string
          encoding?: string
          delimiter?: string
          sheet?: string
          headerRow?: number
          columns: Record<string, string>
          values: Record<string, Record<string, string>>
          titleTemplate?: string
          match: string[]
          onDuplicate: 'updateEmpty' | 'overwrite' | 'skip' | 'create'
          onInvalid: 'keepAsText' | 'refuse'
          createMissing: ('company' | 'contact' | 'product' | 'team' | 'stage')[]
          owner?:
            | { mode: 'one'; user: string }
            | { mode: 'roundRobin'; users: string[] }
            | { mode: 'column'; user: string }
          pipeline?: string
          currency?: string
          basis?: {
            kind: 'consent' | 'contract' | 'legitimateInterest' | 'legalObligation' | 'employee'
            on?: string
            source?: string
          }
          dates?: 'dayFirst' | 'monthFirst'
          nextStep: { kind?: string; startOn?: string; perDay: number }
        }
        savedAt: string
      }[]
    }
  }
  '/imports/{id}/problem-kinds': {
    query: { id: string }
    answer: {
      items: {
        field: string
        error: string
        severity: 'error' | 'warning'
        rows: number
        distinct: number
        values: { value: string; rows: number; params: Record<string, unknown> }[]
      }[]
    }
  }
  '/imports/{id}/problems': {
    query: {
      after?: number
      limit?: number
      severity?: 'error' | 'warning'
      field?: string
      error?: string
      id: string
    }
    answer: {
      items: {
        row: number
        outcome: string
        problems: {
          field: string
          error: string
          params?: Record<string, unknown>
          severity: 'error' | 'warning'
        }[]
        cells: string[]
      }[]
      nextAfter: number | null
    }
  }
  '/leads/{id}/conversion': {
    query: { id: string }
    answer: {
      contact: { name: string; phone: string | null; email: string | null; jobTitle: string | null }
      company: { name: string } | null
      deal: { title: string; amount: { amount: number; currency: string } | null }
      duplicates: {
        contacts: {
          id: string
          name: string
          phone: string | null
          email: string | null
          company: string | null
        }[]
        companies: { id: string; name: string }[]
      }
    }
  }
  '/mentions/people': {
    query: { entity: string; record: string; q?: string; limit?: number }
    answer: { items: { id: string; name: string; mayRead: boolean }[] }
  }
  '/merges': {
    query: { entity: string; record: string }
    answer: { items: { event: string; at: string; others: { id: string; title: string }[] }[] }
  }
  '/merges/preview': {
    query: { entity: string; id: string; others: string }
    answer: {
      records: { id: string; version: number }[]
      titles: Record<string, string>
      survivor: string
      fields: string[]
      moves: { entity: string; from: string; count: number }[]
      may: boolean
    }
  }
  '/merges/survivor': { query: { entity: string; id: string }; answer: { id: string; title: string } }
  '/notifications': {
    query: { unread?: 'true'; cursor?: string; limit?: number }
    answer: {
      items: {
        id: string
        kind:
          | 'mentioned'
          | 'assigned'
          | 'stepGiven'
          | 'followedClosed'
          | 'followedStage'
          | 'followedOwner'
          | 'followedNote'
          | 'importFinished'
          | 'exportReady'
          | 'webhookOff'
          | 'viewedMany'
        at: string
        actor: string | null
        subject: { entity: string; id: string; title: string }
        count: number
        data: Record<string, unknown>
        text: string | null
        isRead: boolean
      }[]
      titles: Record<string, string>
      nextCursor: string | null
    }
  }
  '/notifications/exceptions': {
    query: Record<string, never>
    answer: {
      items: {
        subject: { entity: string; id: string; title: string }
        isFollowing: boolean
        wants: 'usual' | 'everything' | 'course' | 'notes'
      }[]
    }
  }
  '/notifications/settings': {
    query: Record<string, never>
    answer: {
      unwanted: (
        | 'mentioned'
        | 'assigned'
        | 'stepGiven'
        | 'followedClosed'
        | 'followedStage'
        | 'followedOwner'
        | 'followedNote'
        | 'importFinished'
        | 'exportReady'
        | 'webhookOff'
        | 'viewedMany'
      )[]
    }
  }
  '/notifications/unread': { query: Record<string, never>; answer: { count: number } }
  '/openapi.json': { query: Record<string, never>; answer: { openapi: string } }
  '/recent': {
    query: Record<string, never>
    answer: { items: { entity: string; id: string; title: string; of: string | null; at: string }[] }
  }
  '/search': {
    query: { q: string; limit?: number }
    answer: {
      items: {
        entity: string
        id: string
        title: string
        titleMarks: unknown[][]
        subtitle: string | null
        found: { field: string; text: string; marks: unknown[][] } | null
        of: { entity: string; id: string; title: string } | null
      }[]
      shownFor: string | null
    }
  }
  '/step-card': {
    query: { step: string }
    answer: {
      step: {
        id: string
        kind: string
        title: string | null
        dueAt: string
        owner: string
        attempt: number
        postponements: number
      }
      entity: 'lead' | 'deal'
      record: { id: string; version: number }
      titles: Record<string, string>
      script: {
        id: string
        name: string
        opening: string | null
        attempt: number
        last: number
        questions: { id: string; text: string; field?: string; answer: string | null }[]
      } | null
      answered: { id: string; question: string; answer: string }[]
      stages: { id: string; name: string; probability: number; suggestion: { kind: string; dueAt: string } }[]
      reasons: string[]
    }
  }
  '/tags/in-use': {
    query: Record<string, never>
    answer: {
      items: {
        id: string
        name: string
        colour: 'grey' | 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'violet' | 'pink'
        isArchived: boolean
        version: number
        uses: Record<string, number>
      }[]
    }
  }
  '/team-report': {
    query: { from: string; to: string; period?: 'day' | 'week' | 'month'; team?: string }
    answer: {
      people: {
        user: string
        open: number
        due: number
        overdue: number
        done: { result: number; postponed: number; refused: number }
        goal: { steps: number; results: number } | null
      }[]
      series: { from: string; result: number; postponed: number; refused: number }[]
      openRecords: number
      withoutNextStep: number
      titles: Record<string, string>
    }
  }
  '/timeline': {
    query: { entity: string; record: string; cursor?: string; kinds?: string; limit?: number }
    answer: {
      items: {
        id: string
        at: string
        actor: string | null
        via: 'api' | 'import' | 'bulk' | null
        kind: string
        subject: { entity: string; id: string; title: string }
        data: Record<string, unknown>
        note: { text: string; kind: string; isPinned: boolean } | null
      }[]
      titles: Record<string, string>
      nextCursor: string | null
    }
  }
  '/today': {
    query: { owner?: string | 'me'; kind?: string; limit?: number }
    answer: {
      queue: {
        step: {
          id: string
          kind: string
          title: string | null
          dueAt: string
          owner: string
          attempt: number
          postponements: number
        }
        entity: 'lead' | 'deal'
        record: { id: string; title: string }
      }[]
      titles: Record<string, string>
      counts: { overdue: number; today: number; done: number }
      plan: {
        day: { goal: number | null; done: number }
        week: { goal: number | null; done: number }
        month: { goal: number | null; done: number }
      }
      next: { dueAt: string; title: string; entity: 'lead' | 'deal'; id: string } | null
    }
  }
  '/totals': {
    query: { entity: string; filter?: string; q?: string; figures: string }
    answer: {
      count: number
      exact: boolean
      figures: {
        field: string
        kind: 'sum' | 'average' | 'least' | 'most' | 'filled' | 'empty'
        values: { value: number | string; currency: string | null }[]
      }[]
    }
  }
  '/webhooks': {
    query: Record<string, never>
    answer: {
      items: {
        id: string
        name: string
        url: string
        events: string[]
        user: string
        isActive: boolean
        failingSince: string | null
        disabledReason: 'failing' | 'gone' | 'owner' | null
        createdAt: string
      }[]
      titles: Record<string, string>
      kinds: string[]
    }
  }
  '/webhooks/{id}/deliveries': {
    query: { status?: 'waiting' | 'delivered' | 'dead'; cursor?: string; limit?: number; id: string }
    answer: {
      items: {
        id: string
        kind: string
        record: string
        status: 'waiting' | 'delivered' | 'dead'
        attempts: number
        createdAt: string
        sentAt: string | null
        nextAt: string | null
        answerStatus: number | null
        answerExcerpt: string | null
        error: string | null
        milliseconds: number | null
        bodyExcerpt: string
      }[]
      nextCursor: string | null
    }
  }
}
