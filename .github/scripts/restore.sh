#!/usr/bin/env bash
# Restores the project and, where the repository has a manifest, its tools.
# In: PROJECT (a folder or project file).
set -euo pipefail
: "${PROJECT:?PROJECT names the test project}"

if [ -f .config/dotnet-tools.json ] || [ -f dotnet-tools.json ]; then
    dotnet tool restore
fi

dotnet restore "$PROJECT"
