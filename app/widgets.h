#pragma once

// All widgets at once, for panels.

#include "app/widgets/button.h"
#include "app/widgets/card.h"
#include "app/widgets/combo.h"
#include "app/widgets/field.h"
#include "app/widgets/icons.h"
#include "app/widgets/number_format.h"
#include "app/widgets/seam.h"
#include "app/widgets/slider.h"
#include "app/widgets/table.h"
#include "app/widgets/text.h"
#include "app/widgets/ui.h"
#include "app/widgets/values.h"
