"""From statuses to tables: counts, shares, intervals and sentences. Heavy libraries load when first used."""
